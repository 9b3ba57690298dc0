import type { OutsideDns } from '../../facts/outside-dns.ts';
import type { Declared } from '../../policy/declared.ts';
import { compareRecord, type DnsRecord, dnsExpectation } from '../../policy/dns-records.ts';
import { cannotTell, fail, pass, type Verdict } from '../control.ts';

/** Sets of records as they must be, against what a resolver said. An answer to another type than these is not looked at. */
export function compareDns(
  { addresses, answers }: OutsideDns,
  declared: Declared,
  types: readonly DnsRecord['type'][],
  next: string,
): Verdict {
  const expected = dnsExpectation(declared, addresses).filter(({ type }) => types.includes(type));
  // What must not be there at all is expected as an empty set: an IPv6 address on a server that has none.
  const empty = answers
    .filter(({ name, type }) => types.includes(type) && !expected.some((one) => one.name === name && one.type === type))
    .map(({ name, type }): DnsRecord => ({ name, type, values: [] }));
  const findings = [...expected, ...empty].map((record) => {
    const answer = answers.find(({ name, type }) => name === record.name && type === record.type);
    const words = `${record.type} ${record.name}`;
    if (answer?.values === undefined)
      return { line: `${words}: ${answer?.because ?? 'nobody asked'}`, verdict: 'unknown' };
    const { missing, surplus } = compareRecord(record, answer.values);
    const seen = `DNS: ${words}: ${answer.values.join(', ') || '(none)'}`;
    if (missing.length === 0 && surplus.length === 0) return { line: seen, verdict: 'exact' };
    return { line: `${seen}; declared is ${record.values.join(', ') || '(none)'}`, verdict: 'otherwise' };
  });
  const evidence = findings.map(({ line }) => line);
  if (findings.some(({ verdict }) => verdict === 'otherwise')) return fail(evidence, next);
  if (findings.some(({ verdict }) => verdict === 'unknown')) return cannotTell(evidence.join('; '));
  if (findings.length === 0) return cannotTell('this server has no address to look for');
  return pass(evidence);
}
