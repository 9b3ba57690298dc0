import { createSocket } from 'node:dgram';
import { connect } from 'node:net';

/** How long an upstream resolver may take. Guests ask again after 5 s by themselves (resolved.conf(5)). */
const TIMEOUT_MS = 4_000;

/** The host's own resolvers from resolv.conf(5), which may well be a stub on loopback: the daemon runs on the host. */
export function parseNameservers(resolvConf: string): string[] {
  return [...resolvConf.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address = '']) => address);
}

/** Asks a resolver in one datagram. @throws Error no answer in time, or nobody listens there */
export function askDatagram(query: Buffer, upstream: string, port = 53): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(upstream.includes(':') ? 'udp6' : 'udp4');
    const end = (outcome: () => void) => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.close();
      outcome();
    };
    const timer = setTimeout(() => end(() => reject(noAnswer(upstream))), TIMEOUT_MS);
    socket.once('error', (error) => end(() => reject(error)));
    socket.on('message', (answer) => {
      // Anything but the answer to this question is somebody's mistake, or attempt.
      if (answer.length >= 2 && answer.readUInt16BE(0) === query.readUInt16BE(0)) end(() => resolve(answer));
    });
    socket.connect(port, upstream, () => socket.send(query));
  });
}

/** The same over TCP, for answers that are too long for a datagram. The two bytes of length are added and taken away. */
export function askConnection(query: Buffer, upstream: string, port = 53): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const connection = connect({ host: upstream, port, timeout: TIMEOUT_MS });
    const read = readMessages((answer) => {
      connection.destroy();
      resolve(answer);
    });
    connection.on('connect', () => connection.end(framed(query)));
    connection.on('data', read);
    connection.on('timeout', () => connection.destroy(noAnswer(upstream)));
    connection.on('error', reject);
    connection.on('close', () => reject(noAnswer(upstream))); // does nothing once there was an answer
  });
}

const noAnswer = (upstream: string): Error => new Error(`no answer from ${upstream} within ${TIMEOUT_MS / 1000} s`);

/** A message as it goes over TCP: its length before it (RFC 1035, section 4.2.2). */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Cuts what arrives over TCP into messages, however it was cut into packets. */
export function readMessages(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      const message = rest.subarray(2, end);
      rest = rest.subarray(end);
      onMessage(message);
    }
  };
}
