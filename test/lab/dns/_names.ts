/** An API with a zone of every kind of record, and the name server over it, without sockets. */
import { type Answer, decode, encode, type Question } from 'dns-packet';
import { onTestFinished } from 'vitest';
import { labNames } from '../../../lab/dns/names.ts';
import { createDnsServer, type DnsOptions, type DnsServer } from '../../../lab/dns/server.ts';
import { type Lab, pool, startLab } from '../api/_lab.ts';

export const zone = 'sclerite.test';

export interface Reply {
  readonly rcode: number;
  readonly isAuthoritative: boolean;
  readonly isCut: boolean;
  readonly questions: readonly Question[];
  readonly answers: readonly Answer[];
  readonly authorities: readonly Answer[];
  readonly additionals: readonly Answer[];
}

export interface NameLab {
  readonly lab: Lab;
  readonly dns: DnsServer;
  /** What the server had to say about its troubles. */
  readonly lines: string[];
  add(name: string, type: string, ...values: string[]): Promise<void>;
  /** Asks by datagram, as a stub resolver does. */
  ask(name: string, type: string, more?: { edns?: number; transport?: 'udp' | 'tcp'; flags?: number }): Promise<Reply>;
  /** The values of the answers, as text. */
  values(name: string, type: string): Promise<string[]>;
}

export async function startNames(options: Partial<DnsOptions> = {}): Promise<NameLab> {
  const lab = await startLab();
  await lab.post('/zones', { name: zone, mode: 'primary' });
  const lines: string[] = [];
  const names = labNames(lab.api.cloud.store, { ranges: [pool.ipv4, pool.ipv6], address: '198.18.0.1' });
  const dns = createDnsServer({ names, upstreams: () => [], log: (line) => lines.push(line), ...options });
  onTestFinished(() => dns.close());
  const ask: NameLab['ask'] = async (name, type, { edns, transport = 'udp', flags = 0x0100 } = {}) => {
    const reply = await dns.handle(query(name, type, { edns, flags }), transport);
    if (reply === undefined) throw new Error('no reply');
    return read(reply);
  };
  return {
    lab,
    dns,
    lines,
    ask,
    add: async (name, type, ...values) => {
      await lab.post(`/zones/${zone}/rrsets`, { name, type, records: values.map((value) => ({ value })) });
    },
    values: async (name, type) => (await ask(name, type)).answers.map(text),
  };
}

export function query(
  name: string,
  type: string,
  { edns, flags = 0x0100 }: { edns?: number | undefined; flags?: number } = {},
) {
  const opt = { type: 'OPT', name: '.', udpPayloadSize: edns, flags: 0, options: [] } as unknown as Answer;
  return encode({
    type: 'query',
    id: 4711,
    flags,
    questions: [{ name, type: type as Question['type'] }],
    additionals: edns === undefined ? [] : [opt],
  });
}

export function read(bytes: Buffer): Reply {
  const packet = decode(bytes);
  if (packet.id !== 4711) throw new Error(`the reply has the id ${packet.id}`);
  return {
    rcode: bytes.readUInt16BE(2) & 0xf,
    isAuthoritative: packet.flag_aa,
    isCut: packet.flag_tc,
    questions: packet.questions ?? [],
    answers: packet.answers ?? [],
    authorities: packet.authorities ?? [],
    additionals: packet.additionals ?? [],
  };
}

function text(answer: Answer): string {
  if (answer.type === 'OPT') return 'OPT';
  const { data } = answer;
  if (typeof data === 'string') return data;
  if (Array.isArray(data)) return data.map(String).join('|');
  return Object.values(data).join(' ');
}
