import { createSocket, type Socket } from 'node:dgram';
import { connect, type Server } from 'node:net';

/** How long an upstream resolver may take. Guests ask again after 5 s by themselves (resolved.conf(5)). */
const TIMEOUT_MS = 4_000;

/** The host's own resolvers from resolv.conf(5), which may well be a stub on loopback: the daemon runs on the host. */
export function parseNameservers(resolvConf: string): string[] {
  return [...resolvConf.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address = '']) => address);
}

/** Hands every datagram to the first upstream and its answer back. `upstreams` is asked each time: networks change. */
export function forwardDatagrams(listener: Socket, upstreams: () => readonly string[]): void {
  listener.on('message', (query, client) => {
    const [upstream] = upstreams();
    if (upstream === undefined) return;
    const socket = createSocket(upstream.includes(':') ? 'udp6' : 'udp4');
    const close = () => {
      clearTimeout(timer);
      socket.close();
    };
    const timer = setTimeout(close, TIMEOUT_MS);
    socket.once('message', (answer) => {
      listener.send(answer, client.port, client.address);
      close();
    });
    socket.once('error', close);
    socket.connect(53, upstream, () => socket.send(query));
  });
}

/** The same over TCP, for answers that are too long for a datagram. */
export function forwardConnections(listener: Server, upstreams: () => readonly string[]): void {
  listener.on('connection', (client) => {
    const [upstream] = upstreams();
    if (upstream === undefined) {
      client.destroy();
      return;
    }
    const server = connect({ host: upstream, port: 53, timeout: TIMEOUT_MS });
    client.pipe(server).pipe(client);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    server.on('timeout', () => server.destroy());
  });
}
