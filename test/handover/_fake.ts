import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Config } from '../../config/config.ts';
import { type Pins, writePins } from '../../edges/known-hosts.ts';
import type { RootOptions } from '../../edges/root.ts';
import { secretStore } from '../../edges/secret-store.ts';
import type { RunResult } from '../../edges/ssh.ts';
import { openState } from '../../edges/state-dir.ts';
import type { Handover } from '../../handover/context.ts';
import type { Link } from '../../handover/link.ts';
import type { Declared } from '../../policy/declared.ts';
import { KitError } from '../../policy/errors.ts';
import { wantedState } from '../../policy/wanted-state.ts';
import { keyPair } from '../edges/_ssh-server.ts';

export const throwaway = keyPair().public;
export const operator = keyPair().public;

export const declared: Declared = {
  server: 'gateway',
  admin: 'admin',
  operatorKeys: [`${operator} ada`],
  auditorKeys: [],
  ingress: [],
  openclaw: {
    port: 18789,
    model: 'anthropic/claude-sonnet-4-6',
    channels: {},
    tools: { allow: [] },
    controlUi: false,
    secrets: [],
  },
  extraCaCertificates: [],
  pinnedHostKeys: [],
  probedPorts: [],
};

export interface Ran {
  readonly label: string;
  readonly script: string;
  readonly input: string;
}

export interface Fake {
  readonly handover: Handover;
  readonly ran: readonly Ran[];
  /** What was written for people, step by step. */
  readonly said: readonly string[];
}

export interface FakeOptions {
  readonly declared?: Partial<Declared>;
  readonly config?: Partial<Config>;
  readonly pins?: Partial<Pins>;
  /** What the server answers. @default 0 and nothing */
  readonly answer?: (ran: Ran, options: RootOptions) => Partial<RunResult> | undefined;
  /** What a command of the admin's own answers. */
  readonly plain?: (command: string) => Partial<RunResult>;
  /** The host key that the server shows. */
  readonly shows?: () => string;
}

/** A handover without a server: every script is checked by bash, kept, and answered by the test. */
export function fake({
  declared: more = {},
  config = {},
  pins: given = {},
  answer,
  plain,
  shows,
}: FakeOptions = {}): Fake {
  const root = mkdtempSync(join(tmpdir(), 'handover-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const state = openState(root, 'test');
  const ran: Ran[] = [];
  const said: string[] = [];
  let pins: Pins = { serverId: 7, hostKeys: [], throwaway, ...given };
  const all = { ...declared, ...more };

  const run = (script: string, options: RootOptions): RunResult => {
    const entry = { label: options.label, script, input: String(options.input ?? '') };
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' }), entry.label).toMatchObject({
      status: 0,
      stderr: '',
    });
    ran.push(entry);
    const result = { exitCode: 0, stdout: '', stderr: '', ...answer?.(entry, options) };
    for (const line of result.stdout.split('\n')) options.onLine?.(line);
    return result;
  };
  const session = async () =>
    ({
      seen: {
        hostKey: shows?.() ?? pins.throwaway ?? pins.hostKeys[0] ?? '',
        methodsOffered: [],
        kex: '',
        cipher: '',
        mac: '',
      },
      run: async (command: string) => ({ exitCode: 1, stdout: '', stderr: '', ...plain?.(command) }),
    }) as never;
  const link: Link = {
    session,
    login: async (_seconds, accept) => {
      said.push(`login${accept ? ` accepting ${accept.join(' or ')}` : ''}`);
      return session();
    },
    prove: async () => {
      said.push('fresh login');
      return session();
    },
    isOpen: true,
    root: async (script, options) => run(script, options),
    must: async (script, options) => {
      const result = run(script, options);
      if (result.exitCode === 0) return result.stdout;
      throw new KitError({ code: 'E_HANDOVER_STEP', what: options.label, why: result.stderr, next: '' });
    },
    close: async () => {},
  };
  const handover: Handover = {
    server: 'gateway',
    config: { secrets: {}, ...config } as Config,
    declared: all,
    wanted: wantedState(all),
    record: { serverId: 7, ipv4: '192.0.2.7', ipv6: null, image: 'debian-13' },
    state,
    secrets: secretStore(state, 'gateway'),
    link,
    progress: {
      step: (text) => said.push(text),
      detail: (text) => said.push(`  ${text}`),
      warn: (text) => said.push(`! ${text}`),
      end() {},
    },
    pins: () => pins,
    pin(next) {
      writePins(state, 'gateway', next, ['192.0.2.7']);
      pins = next;
    },
  };
  return { handover, ran, said };
}
