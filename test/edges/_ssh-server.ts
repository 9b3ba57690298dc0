import { spawn } from 'node:child_process';
import { type AddressInfo, createServer, type Server as NetServer } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ServerChannel } from 'ssh2';
import { onTestFinished } from 'vitest';
import { makeEd25519KeyPair } from '../../edges/ed25519-key-pair.ts';
import type { Identity } from '../../edges/ssh-identity.ts';
import { publicKeyOf } from '../../edges/ssh-key.ts';

export interface KeyPair {
  readonly private: string;
  /** `type base64`. */
  readonly public: string;
}

export function keyPair(type: 'ed25519' | 'ecdsa' = 'ed25519'): KeyPair {
  const pair = type === 'ed25519' ? makeEd25519KeyPair() : ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  return { private: pair.private, public: pair.public.split(' ').slice(0, 2).join(' ') };
}

export function identityOf(pair: KeyPair, path = '/keys/id'): Identity {
  const key = ssh2.utils.parseKey(pair.private);
  if (key instanceof Error) throw key;
  return { kind: 'file', path, publicKey: publicKeyOf(key.getPublicSSH()), key };
}

export interface FakeServerOptions {
  readonly hostKey: KeyPair;
  readonly authorized: readonly string[];
  readonly address?: string;
  readonly onExec?: (command: string, channel: ServerChannel, connection: Connection) => void;
  /** Somebody wants to be passed on to a port of loopback. @default that is forbidden */
  readonly onForward?: (port: number, accept: () => ServerChannel, refuse: () => void) => void;
}

export interface FakeServer {
  readonly port: number;
  /** Keys and methods that clients tried, in order. */
  readonly tried: readonly string[];
  /** As when the machine reboots. */
  hangUp(): void;
}

/** An sshd on loopback without a machine behind it; ends with the test. */
export async function fakeServer({
  hostKey,
  authorized,
  address = '127.0.0.1',
  onExec,
  onForward,
}: FakeServerOptions): Promise<FakeServer> {
  const tried: string[] = [];
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connections.add(connection);
    connection.on('error', () => {});
    connection.on('authentication', (context: AuthContext) => {
      if (context.method !== 'publickey') {
        tried.push(context.method);
        return context.reject(['publickey']);
      }
      const key = publicKeyOf(context.key.data);
      if (!context.signature) tried.push(key);
      if (authorized.includes(key)) context.accept();
      else context.reject(['publickey']);
    });
    if (onForward) {
      connection.on('tcpip', (accept, reject, { destPort }) => onForward(destPort, accept, reject));
    }
    connection.on('session', (accept) => {
      accept().on('exec', (acceptExec, _reject, { command }) => onExec?.(command, acceptExec(), connection));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, address, () => resolve()));
  onTestFinished(() => {
    for (const connection of connections) connection.end();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return {
    port: (server.address() as AddressInfo).port,
    tried,
    hangUp: () => {
      for (const connection of connections) connection.end();
    },
  };
}

/** Runs what is asked for in a local bash whose PATH begins with `bin`: a place for a sudo of our own. */
export const inBash =
  (bin: string) =>
  (command: string, channel: ServerChannel): void => {
    const child = spawn('/bin/bash', ['-c', command], { env: { PATH: `${bin}:${process.env.PATH}`, HOME: bin } });
    channel.pipe(child.stdin);
    child.stdin.on('error', () => {});
    child.stdout.on('data', (data) => channel.write(data));
    child.stderr.on('data', (data) => channel.stderr.write(data));
    child.on('close', (code, signal) => {
      if (signal) channel.exit(signal.slice(3));
      else channel.exit(code ?? 0);
      channel.end();
    });
  };

/** A TCP server that says `words` and hangs up, or says nothing and stays. */
export async function plainServer(words?: string): Promise<number> {
  const server: NetServer = createServer((socket) => {
    socket.on('error', () => {});
    if (words !== undefined) socket.end(words);
    onTestFinished(() => void socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** A port of loopback on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
