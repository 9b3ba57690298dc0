import { describe, expect, it } from 'vitest';
import { checkInotify } from '../../../lab/machines/inotify.ts';

describe('room for a machine that watches files', () => {
  it('is there until fewer than 30 are left', () => {
    expect(() => checkInotify('one', { limit: 128, used: 98 })).not.toThrow();
  });

  it('is refused with the setting to raise', () => {
    expect(() => checkInotify('one', { limit: 128, used: 99 })).toThrow(
      expect.objectContaining({ code: 'E_LAB_INOTIFY', next: expect.stringContaining('max_user_instances=512') }),
    );
  });

  it('is counted on this host', () => {
    expect(() => checkInotify('one')).not.toThrow();
  });
});
