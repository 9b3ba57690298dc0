import { defineCommand } from 'citty';
import { findConfig } from '../edges/config-file.ts';
import { usageError } from '../policy/errors.ts';
import { runCdktf } from '../toolchain/cdktf.ts';
import { confirmation } from './_confirm.ts';

export default defineCommand({
  meta: { name: 'destroy', description: 'Delete everything that deploy made, disks included' },
  args: {
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    yes: { type: 'boolean', alias: 'y', description: 'Do not ask; needed where there is no terminal' },
    verbose: { type: 'boolean', description: 'Show everything that Terraform says' },
  },
  run({ args }) {
    const configPath = findConfig(args.config, process.env);
    const confirm = confirmation('Delete the servers and all their data?', args.yes === true);
    if (confirm === undefined && args.yes !== true) {
      throw usageError({
        what: 'sclerite destroy does not go on without being sure.',
        why: 'there is no terminal to ask on, and what it deletes does not come back.',
        next: 'add --yes if it is meant.',
      });
    }
    process.env.SCLERITE_COMMAND = 'destroy'; // what is wrong with DNS must not keep anybody from leaving
    const order = { command: 'destroy', configPath, output: process.stderr, isVerbose: args.verbose === true } as const;
    return runCdktf(confirm === undefined ? order : { ...order, confirm });
  },
});
