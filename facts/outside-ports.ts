import { defineFact, Unreadable } from './fact.ts';

export interface OutsidePort {
  readonly port: number;
  /** `open`: something accepted. `closed`: something said no. `silent`: no answer at all within the time limit. */
  readonly state: 'open' | 'closed' | 'silent';
  readonly ms: number;
}

export interface OutsidePorts {
  readonly address: string;
  readonly results: readonly OutsidePort[];
}

/** What a stranger gets from a TCP connection to each probed port. Blind spot: it is the operator's network that is the stranger. */
export const outsidePorts = defineFact<OutsidePorts>({
  title: 'ports as seen from outside',
  speed: 'fast',
  source: () => ({ kind: 'outside', probe: 'ports' }),
  parse(reading) {
    if (reading.kind !== 'view') throw new Unreadable(`expected a view, got ${reading.kind}`);
    const value = reading.value as Partial<OutsidePorts> | null;
    if (!value?.address || !Array.isArray(value.results))
      throw new Unreadable('the view holds no address or no results');
    return value as OutsidePorts;
  },
});
