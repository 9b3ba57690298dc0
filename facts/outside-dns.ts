import { defineFact, Unreadable } from './fact.ts';

/** What the name servers answered: records, none, or why there is no answer. */
export type DnsAnswer =
  | { readonly records: readonly string[] }
  /** The resolver's own code: `ESERVFAIL`, `ETIMEOUT`, … */
  | { readonly error: string };

export interface OutsideDns {
  readonly name: string;
  /** Who was asked. */
  readonly servers: readonly string[];
  readonly a: DnsAnswer;
  readonly aaaa: DnsAnswer;
  /** The CAA records that a CA heeds (RFC 8659, 3): those of the name, else of the nearest name above that has any. */
  readonly caa: DnsAnswer & { readonly at?: string };
  /** By address of the server. */
  readonly ptr: Readonly<Record<string, DnsAnswer>>;
}

/**
 * What a resolver says about an exposed server's name and addresses.
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
    if (!value?.name || !value.a || !value.aaaa || !value.caa || !value.ptr)
      throw new Unreadable('the view holds no name or no answers');
    return value as OutsideDns;
  },
});
