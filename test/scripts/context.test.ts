import { describe, expect, it } from 'vitest';
import type { Config } from '../../config/config.ts';
import { selectServers } from '../../scripts/_context.ts';

const config = { servers: [{ name: 'gateway' }, { name: 'backup' }, { name: 'edge' }] } as unknown as Config;

describe('servers named on the command line', () => {
  it.each([
    { when: 'none is named', names: [], chosen: ['gateway', 'backup', 'edge'] },
    { when: 'some are, in any order and twice', names: ['edge', 'gateway', 'edge'], chosen: ['gateway', 'edge'] },
  ])('are chosen in the order of the config when $when', ({ names, chosen }) => {
    expect(selectServers(config, names)).toEqual(chosen);
  });

  it('are refused all at once, with what was probably meant', () => {
    expect(() => selectServers(config, ['gatway', 'gateway', 'zzz'])).toThrow(
      expect.objectContaining({
        exitCode: 64,
        message: 'The config has no server "gatway" (did you mean "gateway"?), "zzz".',
        why: 'it has gateway, backup, edge.',
      }),
    );
  });
});
