/**
 * The lab's name server: what the API's zones and reverse names say, it says itself; everything else it asks whoever the
 * host asks. Machines, the lab's certificate authority and the operator on the host all see the same.
 */
import { createSocket, type Socket } from 'node:dgram';
import { type Socket as Connection, createServer, type Server } from 'node:net';
import { askConnection, askDatagram, framed, readMessages } from '../network/resolver.ts';
import { type Finding, findAnswer, type NamedRecord, rcodes } from './answer.ts';
import { type Query, readQuery, readReply, writeQuery, writeReply } from './message.ts';
import type { LabNames } from './names.ts';

export const DNS_PORT = 53;

export interface DnsOptions {
  /** Asked at every query. */
  readonly names: () => LabNames;
  /** Resolvers for all other names, in the order to ask them; also asked at every query: networks change. */
  readonly upstreams: () => readonly string[];
  readonly log: (line: string) => void;
  /** @default 53 */
  readonly upstreamPort?: number;
}

export interface DnsServer {
  /** Serves on an open socket; it is closed with the rest. */
  addDatagrams(socket: Socket): void;
  addConnections(listener: Server): void;
  /** Answers one message; undefined when silence is the answer. */
  handle(message: Buffer, transport: Transport): Promise<Buffer | undefined>;
  close(): void;
}

type Transport = 'udp' | 'tcp';

/** A connection that says nothing for so long is in the way (RFC 7766, section 6.2.3). */
const idleMs = 10_000;
const largestMessage = 65_535;
const mostConnections = 200;

export function createDnsServer(options: DnsOptions): DnsServer {
  const { names, upstreams, log } = options;
  const open = new Set<{ close(): void }>();

  const ask = async (message: Buffer, transport: Transport): Promise<Buffer> => {
    let failure = new Error('the host has no resolver in /etc/resolv.conf');
    for (const upstream of upstreams()) {
      try {
        const port = options.upstreamPort ?? DNS_PORT;
        return await (transport === 'udp' ? askDatagram : askConnection)(message, upstream, port);
      } catch (error) {
        failure = error as Error;
      }
    }
    throw failure;
  };

  const own = async (query: Query, finding: Finding): Promise<Finding> => {
    const { continueAt } = finding;
    if (continueAt === undefined || !query.isRecursionDesired) return finding;
    const reply = readReply(await ask(writeQuery(query.id, continueAt, query.question.type), 'tcp'));
    if (reply === undefined) throw new Error(`cannot read what was said about ${continueAt}`);
    const rest = reply.answers.filter((record) => record.type !== 'OPT') as NamedRecord[];
    return { ...finding, rcode: reply.rcode, answers: [...finding.answers, ...rest] };
  };

  const handle = async (message: Buffer, transport: Transport): Promise<Buffer | undefined> => {
    const reading = readQuery(message);
    if (reading.kind === 'silence') return undefined;
    if (reading.kind === 'refused') return reading.reply;
    const { query } = reading;
    const most = transport === 'udp' ? query.datagramBytes : largestMessage;
    const { name, type } = query.question;
    try {
      const finding = findAnswer(names(), name, type);
      return finding === undefined ? await ask(message, transport) : writeReply(query, await own(query, finding), most);
    } catch (error) {
      log(`dns: ${name} ${type}: ${(error as Error).message}`);
      return writeReply(query, failed, most);
    }
  };

  const respond = (message: Buffer, transport: Transport, send: (reply: Buffer) => void): void => {
    handle(message, transport).then(
      (reply) => reply !== undefined && send(reply),
      (error: unknown) => log(`dns: ${(error as Error).stack}`),
    );
  };

  return {
    handle,
    addDatagrams(socket) {
      open.add(socket);
      socket.on('error', (error) => log(`dns: ${error.message}`));
      socket.on('message', (message, client) => {
        // The asker may be gone by now, and the socket with the lab.
        respond(message, 'udp', (reply) => open.has(socket) && socket.send(reply, client.port, client.address));
      });
    },
    addConnections(listener) {
      open.add(listener);
      listener.maxConnections = mostConnections;
      listener.on('connection', (connection: Connection) => {
        connection.setTimeout(idleMs, () => connection.destroy());
        connection.on('error', () => connection.destroy());
        const reader = readMessages((message) =>
          respond(message, 'tcp', (reply) => connection.writable && connection.write(framed(reply))),
        );
        connection.on('data', reader);
      });
    },
    close() {
      for (const one of open) {
        open.delete(one);
        one.close();
      }
    },
  };
}

const failed: Finding = { rcode: rcodes.serverFailure, isAuthoritative: false, answers: [], authorities: [] };

/**
 * Listens in this process's own network, UDP and TCP on one port.
 * @param port 0 takes a free one
 * @returns the port
 * @throws Error with a code, such as EADDRINUSE
 */
export async function listenDns(server: DnsServer, address: string, port = DNS_PORT): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, address, resolve);
  });
  const taken = (listener.address() as { port: number }).port;
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(taken, address, resolve);
    });
  } catch (error) {
    listener.close();
    throw error;
  }
  socket.removeAllListeners('error');
  server.addConnections(listener);
  server.addDatagrams(socket);
  return taken;
}
