import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { Probe } from '../../devices/files.ts';
import { output, scratch } from './_state.ts';

/** Debian keeps it out of a normal user's PATH. */
export const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx'].find(
  (path) => spawnSync(path, ['-v'], { stdio: 'ignore' }).status === 0,
);

/** Size of the page that takes its time, and how fast it comes, bytes (per second): about two seconds. */
const SLOW = { bytes: 400_000, perSecond: 200_000 };

/** A real nginx on loopback that asks for certificates, with files of its own in a directory of its own. */
export class RunningNginx {
  readonly dir = scratch();
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(port: number, devices: { ca: string; crl: string }, tls: string) {
    this.port = port;
    const file = (name: string, text: string) => writeFileSync(join(this.dir, name), text);
    mkdirSync(join(this.dir, 'www'));
    file('www/slow', 'x'.repeat(SLOW.bytes));
    file('www/index.html', 'hello');
    file('ca.pem', devices.ca);
    file('crl.pem', devices.crl);
    output('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-keyout', join(this.dir, 'key.pem'), '-out', join(this.dir, 'cert.pem')],
    ]);
    file('nginx.conf', this.#config(tls));
    this.#process = spawn(NGINX ?? 'nginx', this.#words(), { stdio: 'ignore' });
    onTestFinished(async () => {
      this.#process.kill('SIGQUIT');
      if (this.#process.exitCode === null) await new Promise((resolve) => this.#process.once('exit', resolve));
    });
  }

  static async start(devices: { ca: string; crl: string }, tls = ''): Promise<RunningNginx> {
    const nginx = new RunningNginx(await freePort(), devices, tls);
    for (let tries = 0; ; tries += 1) {
      try {
        const socket = await nginx.handshake();
        socket.destroy();
        return nginx;
      } catch (error) {
        if (tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** A new list, taken up as on a server: the same signal. Ends when new workers answer. */
  async reload(crl: string): Promise<void> {
    const before = this.workers();
    writeFileSync(join(this.dir, 'crl.pem'), crl);
    output(NGINX ?? 'nginx', [...this.#words(), '-t']);
    this.#process.kill('SIGHUP');
    for (let tries = 0; this.workers().every((pid) => before.includes(pid)); tries += 1) {
      if (tries === 100) throw new Error('no new worker');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }

  workers(): readonly string[] {
    return spawnSync('ps', ['--ppid', String(this.#process.pid), '-o', 'pid='], { encoding: 'utf8' })
      .stdout.split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }

  /** A connection; nginx asks for the certificate here, and judges it with the first request. */
  handshake(probe?: Probe, session?: Buffer): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const socket = connect(
        { host: '127.0.0.1', port: this.port, rejectUnauthorized: false, ...probe, ...(session && { session }) },
        () => resolve(socket),
      );
      socket.once('error', reject);
    });
  }

  /** Status and what nginx thought of the certificate, on a new connection or one that stands. */
  async get(probe: Probe | undefined, path = '/', standing?: TLSSocket) {
    const socket = standing ?? (await this.handshake(probe));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    const ended = new Promise((resolve, reject) => socket.once('close', resolve).once('error', reject));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    await ended;
    const text = Buffer.concat(chunks).toString();
    return {
      status: Number(/^HTTP\/1.1 (\d+)/.exec(text)?.[1]),
      verdict: /x-verdict: (.*)\r/.exec(text)?.[1],
      bytes: text.length - text.indexOf('\r\n\r\n') - 4,
    };
  }

  #words(): string[] {
    return ['-p', this.dir, '-c', join(this.dir, 'nginx.conf'), '-e', join(this.dir, 'error.log')];
  }

  #config(tls: string): string {
    // Its workers would give up root, and with it the way into a directory of mode 0700.
    return `daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${this.dir}/pid;
events {}
http {
  access_log off;
  client_body_temp_path ${this.dir}/body;
  proxy_temp_path ${this.dir}/proxy;
  fastcgi_temp_path ${this.dir}/fastcgi;
  uwsgi_temp_path ${this.dir}/uwsgi;
  scgi_temp_path ${this.dir}/scgi;
  server {
    listen 127.0.0.1:${this.port} ssl;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    ssl_client_certificate ca.pem;
    ssl_crl crl.pem;
    ssl_verify_client on;
    ${tls}
    add_header x-verdict "$ssl_client_verify" always;
    root www;
    location = /slow { limit_rate ${SLOW.perSecond}; }
  }
}
`;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
