import { defineFact, entriesOf, Unreadable } from './fact.ts';

export interface Resolver {
  /** What /etc/resolv.conf leads to: itself when it is a file. */
  readonly path: string;
  /** Who may change it, besides its owner, by its mode. */
  readonly isOthersToWrite: boolean;
  readonly owner: string;
  readonly servers: readonly string[];
}

const CONF = '/etc/resolv.conf';
const STUB = '/run/systemd/resolve/stub-resolv.conf';
const DIRECT = '/run/systemd/resolve/resolv.conf';

/** Which name servers programs ask, as the C library reads it. */
export const resolver = defineFact<Resolver>({
  title: 'name servers that programs ask',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [CONF, STUB, DIRECT], content: true }),
  parse(reading) {
    const entries = new Map(entriesOf(reading).map((entry) => [entry.path, entry]));
    const conf = entries.get(CONF);
    const path = conf?.target === undefined ? CONF : new URL(conf.target, 'file:///etc/').pathname;
    const file = entries.get(path.replace('/var/run/', '/run/'));
    if (!file) throw new Unreadable(`${CONF} leads to ${path}, which is nobody's file that we know`);
    if (file.content === undefined) throw new Unreadable(`${path}: ${file.error ?? `is ${file.type}`}`);
    return {
      path,
      isOthersToWrite: (Number.parseInt(file.mode, 8) & 0o022) !== 0,
      owner: file.owner,
      servers: [...file.content.matchAll(/^\s*nameserver\s+(\S+)/gm)].map(([, address]) => address as string),
    };
  },
});
