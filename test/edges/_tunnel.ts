import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Progress } from '../../edges/progress.ts';
import type { Session } from '../../edges/ssh.ts';
import { connectionLost, forwardFailure } from '../../edges/ssh-failure.ts';
import { listenLocally } from '../../edges/tunnel-port.ts';

const TO = { name: 'gateway', host: '198.18.0.1', port: 22, user: 'admin' };

export interface FakeSession extends Session {
  /** As when the machine reboots: everything that goes through it ends. */
  lose(reason?: Error): void;
  /** Connections through it that are not over. */
  readonly through: number;
}

/** A session whose forwards are real TCP connections to a port of this machine. */
export function fakeSession(portOf: () => number): FakeSession {
  const open = new Set<Socket>();
  const over = Promise.withResolvers<Error | undefined>();
  let isOpen = true;
  const end = (reason?: Error) => {
    isOpen = false;
    for (const socket of open) socket.destroy();
    over.resolve(reason);
  };
  return {
    target: TO,
    seen: { hostKey: '', methodsOffered: [], kex: '', cipher: '', mac: '' },
    answerMs: 1,
    run: () => Promise.reject(new Error('a tunnel runs nothing')),
    async forward() {
      if (!isOpen) throw connectionLost(TO, 'a connection');
      const socket = connect({ host: '127.0.0.1', port: portOf(), allowHalfOpen: true });
      try {
        await once(socket, 'connect');
      } catch (error) {
        throw forwardFailure(TO, portOf(), Object.assign(error as Error, { reason: 2 }));
      }
      open.add(socket);
      socket.once('close', () => open.delete(socket));
      return socket;
    },
    get isOpen() {
      return isOpen;
    },
    get through() {
      return open.size;
    },
    closed: over.promise,
    lose: end,
    async close() {
      end();
    },
  };
}

/** A TCP server on a free port of loopback; it and its connections end with the test. */
export async function tcpServer(serve: (socket: Socket) => void, port = 0): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return server;
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A free port that is listened on as the verb does. */
export async function localListener(): Promise<{ listener: Server; port: number }> {
  const { listener } = await listenLocally(0);
  onTestFinished(() => void listener.close());
  return { listener, port: portOf(listener) };
}

/** A client of the tunnel; ends with the test. */
export async function client(port: number): Promise<Socket> {
  const socket = new Socket({ allowHalfOpen: true });
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Everything until the end. */
export async function readAll(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Says `words` and reads until as many bytes came back. */
export async function echoed(socket: Socket, words: string): Promise<string> {
  let back = '';
  socket.write(words);
  while (back.length < words.length) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    back += chunk.toString();
  }
  return back;
}

/** Keeps what was said. */
export function recordedProgress(): Progress & { readonly said: readonly string[] } {
  const said: string[] = [];
  const keep = (kind: string) => (text?: string) => void said.push(`${kind}: ${text ?? ''}`);
  return { said, step: keep('step'), detail: keep('detail'), warn: keep('warning'), end: keep('end') };
}
