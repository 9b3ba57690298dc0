import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** What `listen.ts` sends to this process, which runs inside the namespace. The answer carries the open socket. */
export interface ListenRequest {
  readonly kind: 'tcp' | 'udp4' | 'udp6';
  readonly address: string;
  readonly port: number;
}

/** Both processes hold the socket once it is handed over; this one has to let go, or it would take connections as well. */
let release: () => void = () => {};

process.on('message', (request: ListenRequest | 'taken') => {
  if (request === 'taken') {
    release();
    process.disconnect();
    return;
  }
  const { kind, address, port } = request;
  if (kind === 'tcp') {
    const server = createServer((connection) => connection.destroy());
    release = () => server.close();
    server.listen({ host: address, port }, () => process.send?.('open', server));
  } else {
    const socket = createSocket({ type: kind, reuseAddr: true });
    release = () => socket.close();
    socket.bind({ address, port }, () => process.send?.('open', socket));
  }
});
