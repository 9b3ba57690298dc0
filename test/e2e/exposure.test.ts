import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../report/report.ts';
import { OwnLab } from '../own-lab.ts';
import { leftovers } from './leftovers.ts';

const isRoot = process.getuid?.() === 0;
const ZONE = 'sclerite.test';
const NAME = `gateway.${ZONE}`;
const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
} as const;

describe.skipIf(!isRoot)('a gateway with a public name (skipped unless root: it boots a machine)', () => {
  const lab = new OwnLab('scexp', '198.19.176.0/20');
  const configFile = join(lab.scratch, 'sclerite.config.ts');
  let address = '';
  let roots = '';

  /** Status of one request from outside, as anybody may send it; 101 is the gateway's own handshake. */
  const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    new Promise<number>((resolve, reject) => {
      const options = { host: address, servername: NAME, path, ca: roots, headers: { host: NAME, ...headers } };
      const sent = request({ ...options, agent: false, timeout: 3_000 }, (response) => {
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
  const identity = () => {
    const password = readFileSync(lab.state('exposed', 'secrets/gateway/proxy-password'), 'utf8').trim();
    return { authorization: `Basic ${Buffer.from(`openclaw:${password}`).toString('base64')}` };
  };
  const isOpen = (port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host: address, port, timeout: 2_000 });
      const settle = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', () => settle(true));
      socket.once('error', () => settle(false));
      socket.once('timeout', () => settle(false));
    });
  const verified = async () => {
    const { stdout } = await lab.run(['verify', '--format', 'json']);
    return (JSON.parse(stdout) as Report).servers[0]?.results ?? [];
  };
  const configure = (exposure: string) => {
    const acme = String(lab.env.SCLERITE_LAB_ACME_DIR);
    const tls = {
      ca: {
        directory: lab.env.SCLERITE_LAB_ACME_DIRECTORY,
        caa: 'pebble.test',
        directoryRoots: join(acme, 'directory-roots.pem'),
        roots: join(acme, 'roots.pem'),
      },
      identity: 'password',
    };
    const server = { name: 'gateway', exposure, dns: { zone: ZONE, name: 'gateway' } };
    const config = {
      project: 'exposed',
      servers: [server],
      ...(exposure === 'tunnel' ? {} : { tls }),
      operators: [{ publicKeyFile: lab.state('lab', 'keys/id_ed25519.pub') }],
    };
    writeFileSync(configFile, `export default ${JSON.stringify(config)};\n`);
  };

  beforeAll(async () => {
    await lab.up(['--no-deploy']);
    lab.env.SCLERITE_CONFIG = configFile;
    await lab.api('POST', '/zones', { name: ZONE, mode: 'primary' });
    configure('tls');
  });
  afterAll(async () => {
    await lab.remove();
    expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
  });

  it('is deployed with a certificate of the CA, and nothing fails', async () => {
    const { exitCode, stdout, stderr } = await lab.run(['deploy', '--yes'], { show: true });
    expect([0, 3], `${stdout}\n${stderr}`.slice(-6000)).toContain(exitCode);
    const record = JSON.parse(readFileSync(lab.state('exposed', 'servers/gateway/server.json'), 'utf8'));
    address = record.ipv4;
    roots = readFileSync(join(String(lab.env.SCLERITE_LAB_ACME_DIR), 'roots.pem'), 'utf8');
    expect((await verified()).filter(({ status }) => status === 'fail')).toEqual([]);
  });

  it('asks everybody for the password, and passes on what knows it', async () => {
    // `ask` trusts the lab's CA alone: an answer at all proves name and chain.
    expect(await ask('/', UPGRADE)).toBe(401);
    expect(await ask('/readyz')).toBe(401);
    expect(await ask('/', { ...UPGRADE, authorization: 'Basic b3BlbmNsYXc6Z3Vlc3NlZA==' })).toBe(401);
    expect(await ask('/', { ...UPGRADE, ...identity() })).toBe(101);
    expect(await ask('/readyz', identity())).toBe(404);
  });

  it('plans no change afterwards', async () => {
    expect((await lab.run(['plan'])).stdout).toMatch(/No changes/);
  });

  it('closes everything when it is a tunnel again, with nobody let in on the way', async () => {
    const seen = new Set<number>();
    let isOver = false;
    const probing = (async () => {
      while (!isOver) {
        // No answer is an answer here: what may never come is one of the gateway.
        seen.add(await ask('/', UPGRADE).catch(() => 0));
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    })();
    configure('tunnel');
    const { exitCode, stdout, stderr } = await lab.run(['deploy', '--yes'], { show: true });
    isOver = true;
    await probing;
    expect([0, 3], `${stdout}\n${stderr}`.slice(-6000)).toContain(exitCode);
    expect([...seen].filter((status) => status !== 0 && status !== 401)).toEqual([]);
    expect([await isOpen(80), await isOpen(443), await isOpen(22)]).toEqual([false, false, true]);
    expect((await verified()).filter(({ status }) => status === 'fail')).toEqual([]);
  });
});
