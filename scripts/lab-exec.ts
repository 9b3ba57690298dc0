import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';

import { defineCommand } from 'citty';

import { entrance } from '../lab/exec.ts';
import { settingsOfEnvironment } from '../lab/settings.ts';
import { usageError } from '../policy/errors.ts';
import { rerunAsRoot } from './_lab-root.ts';

export default defineCommand({
  meta: { name: 'exec', description: 'Run a command as root inside a machine: lab exec SERVER -- CMD…' },
  args: {
    server: { type: 'positional', required: true, valueHint: 'SERVER', description: 'Name or id' },
  },
  async run({ args, rawArgs }) {
    const separator = rawArgs.indexOf('--');
    const argv = separator === -1 ? args._.slice(1) : rawArgs.slice(separator + 1);
    if (argv.length === 0) {
      throw usageError({
        what: `There is nothing to run on ${args.server}.`,
        why: 'no command follows the server.',
        next: `for example: ./sclerite lab exec ${args.server} -- systemctl --failed`,
      });
    }
    const exitCode = await rerunAsRoot('it enters the machine past its SSH');
    if (exitCode !== null) return exitCode;
    const terminal = process.stdout.isTTY ? process.env.TERM : undefined;
    const way = await entrance(args.server, argv, settingsOfEnvironment(process.env), terminal);
    if (way.kind === 'agent') {
      // The agent wants the whole input before it starts; a terminal would never end.
      const result = await way.run(process.stdin.isTTY ? {} : { input: await buffer(process.stdin) });
      process.stdout.write(result.stdout);
      process.stderr.write(result.stderr);
      return result.exitCode;
    }
    const [program = '', ...rest] = way.argv;
    const child = spawn(program, rest, { stdio: 'inherit' });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? (signal === 'SIGINT' ? 130 : 137);
  },
});
