import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './measure.ts';

const root = join(import.meta.dirname, '..');
export const sclerite = join(root, 'sclerite');

/** A lab of its own, beside whatever lab is up, with its own state: measured from nothing and removed afterwards. */
export class BenchLab {
  readonly scratch = mkdtempSync(join(tmpdir(), 'sclerite-bench-'));
  readonly env: NodeJS.ProcessEnv = {
    SCLERITE_LAB_PREFIX: 'scbench',
    SCLERITE_LAB_IPV4: '198.19.128.0/20',
    SCLERITE_LAB_STATE: join(this.scratch, 'lab'),
    SCLERITE_STATE_ROOT: this.scratch,
    SCLERITE_CONFIG: join(root, 'lab/sclerite.config.ts'),
  };

  /** Seconds from nothing to a deployed, verified server. @throws when it did not end well */
  async up(): Promise<number> {
    const { seconds, exitCode, stderr } = await run([sclerite, 'lab', 'up'], { env: this.env, show: true });
    if (exitCode !== 0) throw new Error(`lab up ended with ${exitCode}: ${stderr.slice(-800)}`);
    Object.assign(this.env, this.#access());
    return seconds;
  }

  #access(): Record<string, string> {
    const text = execFileSync(sclerite, ['lab', 'env'], { env: { ...process.env, ...this.env }, encoding: 'utf8' });
    return Object.fromEntries(
      [...text.matchAll(/^export (\w+)='?([^'\n]+)'?$/gm)].map(([, name, value]) => [name, value]),
    );
  }

  /** The words of an OpenSSH client that logs in as the admin of the deployed server. */
  sshArguments(): readonly [string, ...string[]] {
    const state = join(this.scratch, '.sclerite/lab');
    const record = JSON.parse(readFileSync(join(state, 'servers/gateway/server.json'), 'utf8')) as { ipv4: string };
    return [
      'ssh',
      ...this.#options(join(state, 'servers/gateway/known_hosts')),
      '-o',
      'HostKeyAlias=gateway',
      `admin@${record.ipv4}`,
    ];
  }

  #options(knownHosts: string): string[] {
    const key = join(this.scratch, '.sclerite/lab/keys/id_ed25519');
    const words = ['BatchMode=yes', 'IdentitiesOnly=yes', `UserKnownHostsFile=${knownHosts}`];
    return ['-F', 'none', '-i', key, ...words.flatMap((word) => ['-o', word])];
  }

  /** Seconds from ordering a bare server to the first successful login as root, and removes it again. */
  async createToLogin(name: string): Promise<number> {
    const key = readFileSync(join(this.scratch, '.sclerite/lab/keys/id_ed25519.pub'), 'utf8').trim();
    const { ssh_keys: keys } = await this.#api<{ ssh_keys: { id: number; public_key: string }[] }>('GET', '/ssh_keys');
    const own = keys.find(({ public_key }) => public_key.split(' ')[1] === key.split(' ')[1]);
    if (!own) throw new Error('the deployed key is not in the API');
    const order = { name, server_type: 'cx23', image: 'debian-13', location: 'nbg1', ssh_keys: [own.id] };
    const begun = performance.now();
    const { server } = await this.#api<{ server: { id: number; public_net: { ipv4: { ip: string } } } }>(
      'POST',
      '/servers',
      order,
    );
    // A new machine has a new host key each time: nobody is known, and nothing secret is sent.
    const login = ['ssh', ...this.#options('/dev/null'), '-o', 'StrictHostKeyChecking=no', '-o', 'ConnectTimeout=1'];
    const argv = [...login, `root@${server.public_net.ipv4.ip}`, 'true'] as unknown as [string, ...string[]];
    let seconds: number | undefined;
    while (seconds === undefined && performance.now() - begun < 60_000) {
      if ((await run(argv)).exitCode === 0) seconds = (performance.now() - begun) / 1000;
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await this.#api('DELETE', `/servers/${server.id}`);
    if (seconds === undefined) throw new Error('nobody could log in within 60 s');
    return seconds;
  }

  async #api<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.env.HCLOUD_ENDPOINT}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.env.HCLOUD_TOKEN}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async remove(): Promise<void> {
    mkdirSync(this.scratch, { recursive: true });
    const { exitCode, stderr } = await run([sclerite, 'lab', 'down'], { env: this.env });
    if (exitCode !== 0) throw new Error(`lab down ended with ${exitCode}: ${stderr.slice(-800)}`);
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
