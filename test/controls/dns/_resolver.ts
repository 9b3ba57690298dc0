import type { DnsAnswer, OutsideDns } from '../../../facts/outside-dns.ts';
import { dnsExpectation } from '../../../policy/dns-records.ts';
import { declaredTls, NAME } from '../_exposed.ts';
import { read } from '../_facts.ts';

export const addresses = { ipv4: '192.0.2.10', ipv6: '2001:db8::10' };

/** What a resolver says when all is as declared; nothing stands above the name. */
export const answers: readonly DnsAnswer[] = [
  ...dnsExpectation(declaredTls, addresses),
  { name: NAME.slice(NAME.indexOf('.') + 1), type: 'CAA', values: [] },
];

/** The resolver's answers, each changed by `change`; undefined takes it out. @throws Error when that changes nothing */
export function answeredWith(
  change: (answer: DnsAnswer) => DnsAnswer | undefined,
  has: OutsideDns['addresses'] = addresses,
) {
  const changed = answers.map(change).filter((answer) => answer !== undefined);
  if (JSON.stringify(changed) === JSON.stringify(answers)) throw new Error('no answer was changed: this row lies');
  return { outsideDns: read<OutsideDns>({ addresses: has, answers: changed }) };
}

export const answered = (has: OutsideDns['addresses'] = addresses) => ({
  outsideDns: read<OutsideDns>({ addresses: has, answers }),
});

/** One answer, the first of its type, with other values. */
export const withValues = (type: DnsAnswer['type'], change: (values: readonly string[]) => readonly string[]) => {
  const first = answers.find((answer) => answer.type === type);
  return answeredWith((answer) => (answer === first ? { ...answer, values: change(answer.values ?? []) } : answer));
};

/** One answer, the first of its type, that did not come. */
export const withoutAnswer = (type: DnsAnswer['type']) => {
  const first = answers.find((answer) => answer.type === type);
  return answeredWith((answer) =>
    answer === first ? { name: answer.name, type, because: 'the resolver said SERVFAIL' } : answer,
  );
};

/** The question was never asked. */
export const unasked = (type: DnsAnswer['type']) =>
  answeredWith((answer) => (answer.type === type ? undefined : answer));
