import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** What `listen.ts` sends to this process, which runs inside the namespace. The answer carries the open socket. */
export interface ListenRequest {
  readonly kind: 'tcp' | 'udp4' | 'udp6';
  readonly address: string;
  readonly port: number;
}

process.on('message', (request: ListenRequest | 'taken') => {
  // The socket is open twice now, and whatever this copy accepts nobody answers: it ends at once.
  if (request === 'taken') process.exit();
  const { kind, address, port } = request;
  if (kind === 'tcp') {
    const server = createServer();
    server.listen({ host: address, port }, () => process.send?.('open', server));
  } else {
    const socket = createSocket({ type: kind, reuseAddr: true });
    socket.bind({ address, port }, () => process.send?.('open', socket));
  }
});
