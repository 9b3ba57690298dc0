import type { Addresses, DnsRecord } from '../policy/dns-records.ts';
import { defineFact, Unreadable } from './fact.ts';

/** What a resolver answered to one question: a set of values, none, or why nobody could say. */
export interface DnsAnswer {
  readonly name: string;
  readonly type: DnsRecord['type'];
  readonly values?: readonly string[];
  readonly because?: string;
}

export interface OutsideDns {
  /** What the server has, as the last deploy left it. */
  readonly addresses: Addresses;
  /** A, AAAA and CAA of the name, CAA of every name above it, PTR of each address. */
  readonly answers: readonly DnsAnswer[];
}

/**
 * What a resolver says about an exposed server's name and addresses: the one of the operator's machine, or those of
 * SCLERITE_DNS_SERVERS.
 *
 * Blind spot: a resolver remembers; what was changed less than a record's time to live ago may not show yet.
 */
export const outsideDns = defineFact<OutsideDns>({
  title: 'DNS as seen from outside',
  speed: 'fast',
  source: ({ exposure }) => exposure && { kind: 'outside', probe: 'dns' },
  parse(reading) {
    if (reading.kind !== 'view') throw new Unreadable(`expected a view, got ${reading.kind}`);
    const value = reading.value as Partial<OutsideDns> | null;
    if (!value?.addresses || !Array.isArray(value.answers))
      throw new Unreadable('the view holds no addresses or answers');
    return value as OutsideDns;
  },
});
