import type { Reading } from '../facts/fact.ts';
import type { DnsAnswer, OutsideDns } from '../facts/outside-dns.ts';
import type { Declared } from '../policy/declared.ts';
import { type Addresses, type DnsRecord, dnsExpectation } from '../policy/dns-records.ts';
import { type LookUp, lookUpFrom } from './look-up.ts';

/** What resolvers say about an exposed server, everything asked at once. Never throws: a resolver's silence is an answer. */
export async function lookInDns(
  declared: Declared,
  addresses: Addresses,
  lookUp: LookUp = lookUpFrom(),
): Promise<Reading> {
  const begun = performance.now();
  const ask = async (name: string, type: DnsRecord['type']): Promise<DnsAnswer> => {
    const answer = await lookUp(name, type);
    return { name, type, ...(answer.ok ? { values: [...answer.values].sort() } : { because: answer.because }) };
  };
  const reverse = dnsExpectation(declared, addresses).filter(({ type }) => type === 'PTR');
  const name = declared.exposure?.name ?? '';
  const labels = name.split('.');
  // A CA heeds the nearest set of CAA records above a name that has none (RFC 8659, 3).
  const above = labels.map((_, index) => labels.slice(index).join('.'));
  const answers = await Promise.all([
    ask(name, 'A'),
    ask(name, 'AAAA'),
    ...above.map((at) => ask(at, 'CAA')),
    ...reverse.map((record) => ask(record.name, 'PTR')),
  ]);
  const value: OutsideDns = { addresses, answers };
  return { kind: 'view', value, at: Math.floor(Date.now() / 1000), ms: Math.round(performance.now() - begun) };
}
