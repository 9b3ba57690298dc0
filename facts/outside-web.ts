import { defineFact, Unreadable } from './fact.ts';

/** Where a verification's WebSocket claims to come from: a documentation address (RFC 5737), so nobody really does. */
export const FORGED_ADDRESS = '192.0.2.66';

/** What a server answers to the first message of a TLS connection. */
export interface HelloAnswer {
  /** What was offered: `TLS 1.1`, `old ciphers over TLS 1.2`, … */
  readonly offered: string;
  /** `accepted`: it chose something of the offer. `refused`: an alert or the end of the connection. `silent`: nothing in time. */
  readonly answer: 'accepted' | 'refused' | 'silent';
  /** What it chose, by its IANA name (its number in hexadecimal where the name is not known here), or what it said. */
  readonly detail: string;
}

/** What came of one HTTP request. */
export type WebAnswer =
  | {
      readonly asked: string;
      readonly status: number;
      /** Lower-case names; only those that a control reads, and no cookie. */
      readonly headers: Readonly<Record<string, string>>;
    }
  /** The connection ended without an answer, in the client's own words. */
  | { readonly asked: string; readonly because: string };

export interface OutsideWeb {
  /** Unix seconds on the server's clock, as far as it answered. */
  readonly at: number;
  /** Where the connections went, whatever DNS says. */
  readonly address: string;
  /** What they asked for: SNI and Host. */
  readonly name: string;
  /** The whole handshake of a modern client; undefined when there was none, and then `because`. */
  readonly handshake?: {
    readonly protocol: string;
    readonly cipher: string;
    /** PEM of the server's own certificate. */
    readonly certificate: string;
    /** OpenSSL's code when the chain does not lead to a root that is trusted here; undefined when it does. Names are not looked at. */
    readonly distrust?: string;
  };
  readonly because?: string;
  /** Certificates in the order in which the server sends them, PEM; empty where only TLS 1.3 is spoken, which hides them. */
  readonly chain: readonly string[];
  /** By what was offered. */
  readonly hellos: {
    readonly tls10: HelloAnswer;
    readonly tls11: HelloAnswer;
    readonly tls12: HelloAnswer;
    readonly tls13: HelloAnswer;
    /** Everything that is not ECDHE with an AEAD, over TLS 1.2. */
    readonly oldCiphers: HelloAnswer;
    readonly unknownName: HelloAnswer;
    readonly noName: HelloAnswer;
  };
  /** Port 80. */
  readonly plain: WebAnswer;
  readonly plainUnknownName: WebAnswer;
  /** Port 443 with nothing that says who asks: the page, and a WebSocket. */
  readonly anonymous: WebAnswer;
  readonly anonymousSocket: WebAnswer;
  /** With the password, or with the certificate that is kept for this; undefined when the operator's machine holds none. */
  readonly known?: {
    /** A WebSocket, with forged headers about where it comes from. */
    readonly socket: WebAnswer;
    /** Paths that nobody needs from outside. */
    readonly forbidden: readonly WebAnswer[];
  };
  /** `mtls`: with a certificate of a CA that is not the project's. */
  readonly stranger?: WebAnswer;
  /** `mtls`: with a certificate of the project's CA that was revoked when the CA was made. */
  readonly revoked?: WebAnswer;
}

/**
 * What the web sees of an exposed server: handshakes and requests from the operator's machine to the server's own address.
 *
 * Blind spots: it is the operator's network that is the stranger; one address is tried (IPv4 where there is one); limits are not
 * tried out, a verification must not flood.
 */
export const outsideWeb = defineFact<OutsideWeb>({
  title: 'the web as seen from outside',
  speed: 'fast',
  source: ({ exposure }) => exposure && { kind: 'outside', probe: 'web' },
  parse(reading) {
    if (reading.kind !== 'view') throw new Unreadable(`expected a view, got ${reading.kind}`);
    const value = reading.value as Partial<OutsideWeb> | null;
    if (!value?.address || !value.hellos || !value.plain || !value.anonymous || !Array.isArray(value.chain))
      throw new Unreadable('the view holds no address, hellos, chain or answers');
    return { ...(value as OutsideWeb), at: reading.at };
  },
});
