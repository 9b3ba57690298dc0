import { describe, expect, it } from 'vitest';

import { environmentOf, labSettings, settingsOfEnvironment } from '../../lab/settings.ts';

describe('labSettings', () => {
  it('gives two labs with different prefixes different IPv6 ranges', () => {
    const [one, other] = [labSettings({ prefix: 'one' }), labSettings({ prefix: 'other' })];
    expect(one.ipv6Range).toMatch(/^fd[0-9a-f]{2}:[0-9a-f]{4}:[0-9a-f]{4}::\/48$/);
    expect(one.ipv6Range).not.toBe(other.ipv6Range);
    expect(one.stateDir).not.toBe(other.stateDir);
  });

  it('is the same every time', () => {
    expect(labSettings({ prefix: 'one' })).toEqual(labSettings({ prefix: 'one' }));
  });

  it.each([
    { when: 'the prefix is too long for a link name', given: { prefix: 'abcdefghijk' } },
    { when: 'the prefix has a hyphen', given: { prefix: 'a-b' } },
    { when: 'the range is not in the block for test networks', given: { ipv4Range: '10.0.0.0/16' } },
    { when: 'the range is larger than a /16', given: { ipv4Range: '198.18.0.0/15' } },
    { when: 'the range is too small', given: { ipv4Range: '198.18.0.0/28' } },
    { when: 'the range is an address', given: { ipv4Range: '198.18.0.0' } },
    { when: 'the IPv6 range is IPv4', given: { ipv6Range: '198.18.0.0/16' } },
  ])('refuses when $when', ({ given }) => {
    expect(() => labSettings(given)).toThrowError(expect.objectContaining({ code: 'E_USAGE', exitCode: 64 }));
  });

  it('goes through the environment of a child unchanged', () => {
    const settings = labSettings({ prefix: 'trial', ipv4Range: '198.19.0.0/20', stateDir: '/srv/trial' });
    expect(settingsOfEnvironment(environmentOf(settings))).toEqual(settings);
  });
});
