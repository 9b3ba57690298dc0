import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeyedCertificate, Validity } from '../lab/acme/certificate.ts';
import type { AuthorityControl } from '../lab/acme/control.ts';
import { controlAuthority, forgeCertificate, restartAuthority } from '../lab/acme/rehearse.ts';
import { environmentOf, type LabSettings, labSettings, settingsOfEnvironment } from '../lab/settings.ts';

const root = join(import.meta.dirname, '..');
export const sclerite = join(root, 'sclerite');

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Copies its stderr to ours as it comes. */
  readonly show?: boolean;
  /** Sends SIGINT once stderr or stdout matches, or after so many milliseconds: Ctrl-C at that moment. */
  readonly interruptAt?: RegExp | number;
  /** Done once, as soon as stderr or stdout says this: something that happens in the middle of a run. */
  readonly when?: { readonly says: RegExp; readonly then: () => Promise<unknown> };
}

/**
 * A lab of its own with its own state, used from outside exactly as a person would: through `./sclerite` and the API. It stands
 * beside whatever lab is up on this machine and leaves nothing behind.
 */
export class OwnLab {
  readonly scratch: string;
  readonly settings: LabSettings;
  #env: NodeJS.ProcessEnv;

  constructor(prefix: string, ipv4Range: string) {
    this.scratch = mkdtempSync(join(tmpdir(), `${prefix}-`));
    // Only how machines are run is left to whoever starts the tests.
    const { driver } = settingsOfEnvironment(process.env);
    this.settings = labSettings({ driver, prefix, ipv4Range, stateDir: join(this.scratch, 'machines') });
    this.#env = {
      ...process.env,
      ...environmentOf(this.settings),
      SCLERITE_STATE_ROOT: this.scratch,
      SCLERITE_CONFIG: join(root, 'lab/sclerite.config.ts'),
      NO_COLOR: '1',
    };
  }

  get env(): NodeJS.ProcessEnv {
    return this.#env;
  }

  /** `./sclerite WORDS…`, as a whole process. */
  async run(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return runProcess([sclerite, ...words], { ...options, env: { ...this.#env, ...options.env } });
  }

  /** From nothing to a deployed, verified server (or, with `--no-deploy`, an empty lab). @throws when it did not end well */
  async up(words: readonly string[] = []): Promise<Ended> {
    const ended = await this.run(['lab', 'up', ...words], { show: true });
    if (ended.exitCode !== 0) throw new Error(`lab up ended with ${ended.exitCode}: ${ended.stderr.slice(-2000)}`);
    const { stdout } = await this.run(['lab', 'env']);
    const access = [...stdout.matchAll(/^export (\w+)='?([^'\n]+)'?$/gm)].map(([, name, value]) => [name, value]);
    this.#env = { ...this.#env, ...Object.fromEntries(access) };
    return ended;
  }

  /** One call of the emulated API. @throws on any status but 2xx */
  async api<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#env.HCLOUD_ENDPOINT}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#env.HCLOUD_TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /**
   * What the lab's CA is to do wrong from now on, all of it; `{}`: nothing.
   * `{fault: {connections: 'reset'}}` is a CA that is down, `{fault: {at: 'newOrder', status: 429, type: 'rateLimited', detail: '…'}}`
   * one that has had enough.
   */
  async authority(control: AuthorityControl): Promise<void> {
    await controlAuthority(this.settings, control);
  }

  /** The lab's CA forgets every account and issues under a new root. Also for a new `validitySeconds` to count. */
  async restartAuthority(): Promise<void> {
    await restartAuthority(this.settings);
  }

  /** A chain and its key, under the CA's present root, with any names and dates: expired, not valid yet, another's name. */
  async forgeCertificate(names: readonly [string, ...string[]], validity: Validity): Promise<KeyedCertificate> {
    return forgeCertificate(this.settings, names, validity);
  }

  /** Absolute path of something in a project's state. */
  state(project: string, ...parts: string[]): string {
    return join(this.scratch, '.sclerite', project, ...parts);
  }

  /** The words of an OpenSSH client with the lab's key and this file of known hosts. */
  ssh(knownHosts: string, ...options: string[]): [string, ...string[]] {
    const words = [
      'BatchMode=yes',
      'IdentitiesOnly=yes',
      'ConnectTimeout=2',
      `UserKnownHostsFile=${knownHosts}`,
      ...options,
    ];
    return ['ssh', '-F', 'none', '-i', this.state('lab', 'keys/id_ed25519'), ...words.flatMap((word) => ['-o', word])];
  }

  /** The words of an OpenSSH client that logs in as the admin of a deployed server. */
  sshAdmin(server = 'gateway', project = 'lab'): [string, ...string[]] {
    const record = JSON.parse(readFileSync(this.state(project, 'servers', server, 'server.json'), 'utf8')) as {
      ipv4: string;
    };
    const known = this.state(project, 'servers', server, 'known_hosts');
    return [...this.ssh(known, `HostKeyAlias=${server}`), `admin@${record.ipv4}`];
  }

  /** @throws when `lab down` does */
  async remove(): Promise<void> {
    const { exitCode, stderr } = await this.run(['lab', 'down']);
    if (exitCode !== 0) throw new Error(`lab down ended with ${exitCode}: ${stderr.slice(-2000)}`);
    rmSync(this.scratch, { recursive: true, force: true });
  }
}

/** One command as a whole process, from spawn to exit, with its output. */
export function runProcess(argv: readonly [string, ...string[]], options: RunOptions = {}): Promise<Ended> {
  const begun = performance.now();
  const [program, ...args] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const texts = { stdout: '', stderr: '' };
    let interrupted = false;
    let happening: Promise<unknown> | undefined;
    const interrupt = () => {
      if (interrupted) return;
      interrupted = true;
      child.kill('SIGINT');
    };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        texts[name] += chunk;
        if (name === 'stderr' && options.show) process.stderr.write(chunk);
        if (happening === undefined && options.when?.says.test(texts[name])) {
          happening = options.when.then();
          happening.catch(reject);
        }
        if (options.interruptAt instanceof RegExp && options.interruptAt.test(texts[name])) interrupt();
      });
    }
    const timer = typeof options.interruptAt === 'number' ? setTimeout(interrupt, options.interruptAt) : undefined;
    child.once('error', reject);
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      resolve({ ...texts, exitCode, seconds: (performance.now() - begun) / 1000 });
    });
  });
}
