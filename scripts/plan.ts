import { defineCommand } from 'citty';
import { findConfig } from '../edges/config-file.ts';
import { runCdktf } from '../toolchain/cdktf.ts';
import { requireToken } from './_token.ts';

export default defineCommand({
  meta: { name: 'plan', description: 'Show what a deploy would change, and change nothing' },
  args: {
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  run({ args }) {
    const configPath = findConfig(args.config, process.env);
    requireToken(process.env);
    return runCdktf({ command: 'diff', configPath, output: process.stdout });
  },
});
