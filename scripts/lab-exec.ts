import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { defineCommand } from 'citty';

import { findMachine, nsenterArguments } from '../lab/exec.ts';
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
    const init = await findMachine(args.server, settingsOfEnvironment(process.env));
    const [program = '', ...rest] = nsenterArguments(
      init.pid,
      argv,
      process.stdout.isTTY ? process.env.TERM : undefined,
    );
    const child = spawn(program, rest, { stdio: 'inherit' });
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? (signal === 'SIGINT' ? 130 : 137);
  },
});
