import { defineCommand } from 'citty';
import { findConfig } from '../edges/config-file.ts';
import { runCdktf } from '../toolchain/cdktf.ts';

export default defineCommand({
  meta: { name: 'plan', description: 'Show what a deploy would change, and change nothing' },
  args: {
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  run: ({ args }) =>
    runCdktf({ command: 'diff', configPath: findConfig(args.config, process.env), output: process.stdout }),
});
