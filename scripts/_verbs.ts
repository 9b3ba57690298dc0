import type { CommandDef } from 'citty';

/** A verb: its one-line summary is known at once, its module is loaded only when it is run or explained. */
export interface Verb {
  readonly summary: string;
  /** Not in the help: called by the kit itself. @default false */
  readonly isHidden?: boolean;
  /** The module's default export is a citty command; its `run` returns nothing (0) or an exit code. */
  // biome-ignore lint/suspicious/noExplicitAny: every verb has its own arguments; they meet only here
  readonly load: () => Promise<{ default: CommandDef<any> }>;
}

export const verbs: Readonly<Record<string, Verb>> = {
  init: { summary: 'ask five questions, write sclerite.config.ts', load: () => import('./init.ts') },
  plan: { summary: 'show what a deploy would change', load: () => import('./plan.ts') },
  deploy: { summary: 'make the servers, harden them, install OpenClaw, verify', load: () => import('./deploy.ts') },
  verify: { summary: 'judge every control on the running servers', load: () => import('./verify.ts') },
  drift: { summary: 'compare what was declared with what is there', load: () => import('./drift.ts') },
  converge: {
    summary: 'bring the servers back to what is wanted, without locking out',
    load: () => import('./converge.ts'),
  },
  tunnel: { summary: 'open the gateway of a server on this machine', load: () => import('./tunnel.ts') },
  pair: { summary: 'who asks to command the agent: list, approve, reject, remove', load: () => import('./pair.ts') },
  device: {
    summary: 'certificates for devices (exposure mtls): issue, revoke, list',
    load: () => import('./device.ts'),
  },
  destroy: { summary: 'delete everything that deploy made', load: () => import('./destroy.ts') },
  lab: { summary: 'a local Hetzner: up, down, status, exec, reset, api, env', load: () => import('./lab.ts') },
  proof: { summary: 'let programs of others judge the servers', load: () => import('./proof.ts') },
  test: { summary: 'run the whole test suite', load: () => import('./test.ts') },
  env: { summary: 'print the variables for typing cdktf or terraform by hand', load: () => import('./env.ts') },
  handover: {
    summary: 'bring secrets, OpenClaw and all that is wanted anew; deploy calls it',
    load: () => import('./handover.ts'),
  },
};
