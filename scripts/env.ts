import { defineCommand } from 'citty';
import { quoteForShell, shellEnvironment } from '../toolchain/shell-environment.ts';

export default defineCommand({
  meta: {
    name: 'env',
    description: 'Make the toolchain present and print what to type before cdktf or terraform by hand',
  },
  run() {
    for (const [name, value] of Object.entries(shellEnvironment(process.env))) {
      process.stdout.write(`export ${name}=${quoteForShell(value)}\n`);
    }
  },
});
