import { describe, expect, it } from 'vitest';
import { oneServer } from '../../scripts/_one-server.ts';

describe('the server of a verb that is about one', () => {
  it('is the one that was chosen', () => {
    expect(oneServer('tunnel', ['gateway'])).toBe('gateway');
  });

  it('is not guessed among several', () => {
    expect(() => oneServer('tunnel', ['gateway', 'backup'])).toThrow(
      expect.objectContaining({
        code: 'E_USAGE',
        exitCode: 64,
        message: 'sclerite tunnel is about one server, and these are 2: gateway, backup.',
        next: 'for example: ./sclerite tunnel gateway',
      }),
    );
  });
});
