import { defineFact, Unreadable } from './fact.ts';

export interface OutsideSsh {
  /** `type base64`. */
  readonly hostKey: string;
  /** The server's answer to a login by "none". */
  readonly methodsOffered: readonly string[];
  /** The key exchange that was agreed on. */
  readonly kex: string;
}

/** What the running sshd shows everybody before a login: the daemon itself, where `sshd -T` only reads the disk. */
export const outsideSsh = defineFact<OutsideSsh>({
  title: 'sshd as seen from outside',
  speed: 'fast',
  source: () => ({ kind: 'outside', probe: 'ssh' }),
  parse(reading) {
    if (reading.kind !== 'view') throw new Unreadable(`expected a view, got ${reading.kind}`);
    const value = reading.value as Partial<OutsideSsh> | null;
    if (typeof value?.hostKey !== 'string' || !Array.isArray(value.methodsOffered) || typeof value.kex !== 'string') {
      throw new Unreadable('the view holds no host key, methods or key exchange');
    }
    return value as OutsideSsh;
  },
});
