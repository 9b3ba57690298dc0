import { defineCommand, runCommand } from 'citty';
import { findConfig } from '../edges/config-file.ts';
import { runCdktf } from '../toolchain/cdktf.ts';
import { confirmation } from './_confirm.ts';
import { requireToken } from './_token.ts';

export default defineCommand({
  meta: { name: 'deploy', description: 'Make the servers, harden them, install OpenClaw, verify' },
  args: {
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    yes: { type: 'boolean', alias: 'y', description: 'Do not ask (nobody is asked without a terminal)' },
    verbose: { type: 'boolean', description: 'Show everything that Terraform says' },
  },
  async run({ args }) {
    const configPath = findConfig(args.config, process.env);
    requireToken(process.env);
    process.env.SCLERITE_COMMAND = 'deploy'; // what a plan leaves alone is looked at now: whether the CA still knows the account
    const confirm = confirmation('Make these changes?', args.yes === true);
    const order = { command: 'deploy', configPath, output: process.stderr, isVerbose: args.verbose === true } as const;
    const exitCode = await runCdktf(confirm === undefined ? order : { ...order, confirm });
    if (exitCode !== 0) return exitCode;
    const { default: verify } = await import('./verify.ts');
    const { result } = await runCommand(verify, { rawArgs: ['--config', configPath] });
    return result;
  },
});
