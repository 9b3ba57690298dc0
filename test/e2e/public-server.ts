import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execIn } from '../../lab/exec.ts';
import { withoutOwnKernel } from '../../policy/own-kernel.ts';
import type { Result } from '../../report/report.ts';
import { type Ended, type OwnLab, type RunOptions, sclerite } from '../own-lab.ts';
import type { Scene } from './act.ts';
import { look } from './look.ts';

export const ZONE = 'sclerite.test';
export const NAME = `gateway.${ZONE}`;
const PROJECT = 'exposed';

/** What a browser says when it wants a WebSocket. */
export const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
} as const;

interface Wish {
  readonly exposure: 'tunnel' | 'tls' | 'mtls';
  readonly email?: string;
  /** A name whose records somebody else keeps, in the place of the one in the lab's zone. */
  readonly domain?: string;
  /** A zone in the place of the lab's own. */
  readonly zone?: string;
}

/** One server "gateway" with a name in a zone of a lab, used as its operator and as anybody on the network would. */
export class PublicServer {
  readonly lab: OwnLab;
  address = '';
  #configs = 0;

  constructor(lab: OwnLab) {
    this.lab = lab;
  }

  /** From nothing to an empty lab with the zone in it. */
  async begin(): Promise<void> {
    await this.lab.up(['--no-deploy']);
    await this.lab.api('POST', '/zones', { name: ZONE, mode: 'primary' });
    // `look` runs in this process.
    Object.assign(process.env, this.lab.env);
  }

  /** What the operator's file says from now on. Each time another file: a process that has read one does not read it again. */
  configure({ exposure, email, domain, zone = ZONE }: Wish): void {
    const { lab } = this;
    const acme = String(lab.env.SCLERITE_LAB_ACME_DIR);
    const ca = {
      directory: lab.env.SCLERITE_LAB_ACME_DIRECTORY,
      caa: 'pebble.test',
      directoryRoots: join(acme, 'directory-roots.pem'),
      roots: join(acme, 'roots.pem'),
    };
    const config = {
      project: PROJECT,
      servers: [
        { name: 'gateway', exposure, ...(domain === undefined ? { dns: { zone, name: 'gateway' } } : { domain }) },
      ],
      ...(exposure === 'tunnel'
        ? {}
        : {
            tls: {
              ca,
              ...(exposure === 'tls' ? { identity: 'password' } : {}),
              ...(email === undefined ? {} : { email }),
            },
          }),
      operators: [{ publicKeyFile: lab.state('lab', 'keys/id_ed25519.pub') }],
      suppressions: withoutOwnKernel,
    };
    this.#configs += 1;
    const file = join(lab.scratch, `sclerite-${this.#configs}.config.ts`);
    writeFileSync(file, `export default ${JSON.stringify(config)};\n`);
    lab.env.SCLERITE_CONFIG = file;
  }

  /** Whether it can be asked for anything; from the first moment on at which the cloud knows it. */
  async hasAddress(): Promise<boolean> {
    if (this.address !== '') return true;
    const { servers } = await this.lab.api<{ servers: { public_net: { ipv4: { ip: string } | null } }[] }>(
      'GET',
      '/servers',
    );
    this.address = servers[0]?.public_net.ipv4?.ip ?? '';
    return this.address !== '';
  }

  async deploy(options: RunOptions = {}): Promise<Ended> {
    const ended = await this.lab.run(['deploy', '--yes'], { show: true, ...options });
    try {
      this.address = JSON.parse(readFileSync(this.state('servers/gateway/server.json'), 'utf8')).ipv4;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // It ended before there was a server.
    }
    return ended;
  }

  /** A deploy that ends well. 3: something could not be told, which is not this test's matter. @throws with its words when it does not */
  async deployed(options: RunOptions = {}): Promise<Ended> {
    const ended = await this.deploy(options);
    if (ended.exitCode !== 0 && ended.exitCode !== 3) {
      throw new Error(`deploy ended with ${ended.exitCode}: ${`${ended.stdout}\n${ended.stderr}`.slice(-6000)}`);
    }
    return ended;
  }

  state(...parts: string[]): string {
    return this.lab.state(PROJECT, ...parts);
  }

  /** What the lab's CA signs leads to one of these. */
  roots(): string {
    return readFileSync(join(String(this.lab.env.SCLERITE_LAB_ACME_DIR), 'roots.pem'), 'utf8');
  }

  /** Bash as root inside the machine. @throws when it fails */
  async inside(script: string): Promise<string> {
    const ended = await this.tryInside(script);
    if (ended.exitCode !== 0) throw new Error(`${script}: ${ended.exitCode}: ${ended.stderr || ended.stdout}`);
    return ended.stdout;
  }

  tryInside(script: string): ReturnType<typeof execIn> {
    const argv = ['bash', '-c', `set -euo pipefail\n${script}`];
    return execIn('gateway', argv, { settings: this.lab.settings, timeoutSeconds: 240 });
  }

  /**
   * From now on OpenClaw's own audits are not taken: each is half a minute of work, at each handover and each change of its config, and
   * none of them looks at a public name. What they tell of cannot be told then: what they said before would count again as soon as
   * everything is declared as it was.
   */
  async withoutSlowFacts(): Promise<void> {
    await this.inside(`directory=/run/systemd/system/sclerite-facts-slow.service.d
mkdir -p $directory
printf '[Service]\\nExecStart=\\nExecStart=/bin/true\\n' >$directory/test.conf
systemctl daemon-reload
rm /var/lib/sclerite/facts/slow.json`);
  }

  /** Every control, judged now. */
  results(): Promise<readonly Result[]> {
    return look(this.lab, 'gateway');
  }

  /** Ids of the controls that fail now. */
  async failing(): Promise<string[]> {
    return (await this.results()).filter(({ status }) => status === 'fail').map(({ id }) => id);
  }

  async scene(): Promise<Scene> {
    const { servers } = await this.lab.api<{
      servers: { id: number; public_net: { firewalls: { id: number }[] } }[];
    }>('GET', '/servers');
    const [server] = servers;
    if (!server?.public_net.firewalls[0]) throw new Error('the deployed server has no firewall');
    const firewallId = server.public_net.firewalls[0].id;
    return { lab: this.lab, server: 'gateway', serverId: server.id, firewallId };
  }

  /** The header that knows the password. */
  identity(): { readonly authorization: string } {
    const password = readFileSync(this.state('secrets/gateway/proxy-password'), 'utf8').trim();
    return { authorization: `Basic ${Buffer.from(`openclaw:${password}`).toString('base64')}` };
  }

  /**
   * Status of one request from outside, as anybody may send it; 101 is the gateway's own handshake. Only what leads to the lab's CA is
   * trusted, so an answer at all proves name and chain, unless `more` says otherwise.
   *
   * @param more a client's certificate, another trust
   * @throws when no answer comes
   */
  ask(path: string, headers: Readonly<Record<string, string>> = {}, more: RequestOptions = {}): Promise<number> {
    return new Promise<number>((resolve, reject) => {
      const options = { host: this.address, servername: NAME, path, headers: { host: NAME, ...headers } };
      const sent = request({ ...options, ca: this.roots(), agent: false, timeout: 3_000, ...more }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.once('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      });
      sent.once('timeout', () => sent.destroy(new Error('no answer')));
      sent.once('error', reject);
      sent.end();
    });
  }

  isOpen(port: number): Promise<boolean> {
    return new Promise<boolean>((resolve) => {
      const socket = connect({ host: this.address, port, timeout: 2_000 });
      const settle = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', () => settle(true));
      socket.once('error', () => settle(false));
      socket.once('timeout', () => settle(false));
    });
  }

  /** Status of the gateway's readiness through `./sclerite tunnel`, as its owner gets there when there is no other way. */
  async throughTunnel(): Promise<number> {
    const child = spawn(sclerite, ['tunnel', 'gateway'], { env: this.lab.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    try {
      const url = await new Promise<string>((resolve, reject) => {
        let words = '';
        child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
          words += chunk;
        });
        child.stdout.setEncoding('utf8').once('data', (chunk: string) => resolve(chunk.trim()));
        child.once('close', () => reject(new Error(`the tunnel did not open: ${words}`)));
      });
      return (await fetch(`${url}/readyz`)).status;
    } finally {
      child.kill('SIGINT');
      await ended;
    }
  }
}
