import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** Bytes; `unlimited`. */
export interface CoreLimit {
  readonly soft: string;
  readonly hard: string;
}

/** The limit on core dumps that systemd gives a service which starts now: the collector's own. */
export const coreLimit = defineFact<CoreLimit>({
  title: 'how much a new service may dump of its memory',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/proc/self/limits'], content: true }),
  parse(reading) {
    const [file] = entriesOf(reading);
    const [, soft, hard] = /^Max core file size\s+(\S+)\s+(\S+)/m.exec(file?.content ?? '') ?? [];
    if (soft === undefined || hard === undefined) throw new Unreadable('/proc/self/limits names no core file size');
    return { soft, hard };
  },
});
