import { describe, expect, it } from 'vitest';
import * as cli from '../../openclaw/cli.ts';
import { environment } from '../../openclaw/unit.ts';

const commands = Object.entries({
  ...cli,
  ready: cli.ready(18789),
  approveDevice: cli.approveDevice('82f0347a'),
  rejectDevice: cli.rejectDevice('82f0347a'),
  removeDevice: cli.removeDevice('d267973e'),
});

describe.each(commands)('%s', (_, { argv, timeout }) => {
  it('names its program by path, has no shell and ends', () => {
    expect(argv[0]).toMatch(/^\/usr\/bin\//);
    expect(argv.some((word) => /(^|\/)(ba)?sh$/.test(word))).toBe(false);
    expect(timeout).toBeGreaterThan(5);
  });
});

it.each(commands.filter(([name]) => name !== 'ready'))(
  '%s runs from / as the gateway account in the gateway environment and no other',
  (_, { argv }) => {
    const words = argv.join(' ');
    expect(words).toMatch(
      /^\/usr\/bin\/env --chdir=\/ \/usr\/sbin\/runuser --user openclaw -- \/usr\/bin\/env --ignore-environment /,
    );
    for (const [variable, value] of Object.entries(environment)) expect(argv).toContain(`${variable}=${value}`);
  },
);

it('asks the port that was declared', () => {
  expect(cli.ready(20000).argv.at(-1)).toBe('http://127.0.0.1:20000/readyz');
});
