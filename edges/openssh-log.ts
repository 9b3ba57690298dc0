/** What `ssh -v` says on its standard error, as far as it is needed; the words are OpenSSH's own and the same from 9.0 to 10. */
export interface OpensshLog {
  take(text: string): void;
  /** Resolves when the user is logged in and the master takes channels. */
  readonly ready: Promise<void>;
  readonly seen: {
    readonly kex: string;
    readonly cipher: string;
    /** Empty for a cipher that authenticates by itself. */
    readonly mac: string;
    /** `SHA256:…`. */
    readonly hostKeyFingerprint: string;
    readonly methodsOffered: readonly string[];
  };
  /** Why a login failed, as far as it was told. */
  failure(): OpensshFailure;
  /** The server's last refusal to open a channel, as ssh2 would say it (RFC 4254, 5.1). */
  refusal(): Error & { reason?: number };
  forgetRefusal(): void;
  /** The last line that is no debugging. */
  lastWords(): string;
}

export interface OpensshFailure {
  /** The kernel's or the resolver's code, when TCP itself failed. */
  readonly network?: 'ECONNREFUSED' | 'ETIMEDOUT' | 'EHOSTUNREACH' | 'ENETUNREACH' | 'ENOTFOUND' | undefined;
  readonly isHostKeyChanged: boolean;
  /** `type SHA256:…`: OpenSSH does not print the key itself. */
  readonly hostKey: string;
  readonly isKeyUnprotected: boolean;
  readonly isKeyRefused: boolean;
  /** What the server said instead of SSH. */
  readonly greeting: string;
}

const networks = [
  [/Connection refused/, 'ECONNREFUSED'],
  [/timed out/, 'ETIMEDOUT'],
  [/No route to host/, 'EHOSTUNREACH'],
  [/Network is unreachable/, 'ENETUNREACH'],
  [/Could not resolve hostname/, 'ENOTFOUND'],
] as const;

/** RFC 4254, 5.1: the place in the list is the number. */
const REASONS = ['', 'administratively prohibited', 'connect failed', 'unknown channel type', 'resource shortage'];
const REFUSED = new RegExp(`^channel \\d+: open failed: (${REASONS.slice(1).join('|')}): ?(.*)`);

/** More than this is no log of a login. */
const KEPT = 200;

export function readOpensshLog(): OpensshLog {
  const lines: string[] = [];
  const { promise: ready, resolve: setReady } = Promise.withResolvers<void>();
  let seen = { kex: '', cipher: '', mac: '', hostKeyFingerprint: '', methodsOffered: [] as readonly string[] };
  let refusal: (Error & { reason?: number }) | undefined;
  let rest = '';

  const take = (line: string) => {
    lines.push(line);
    if (lines.length > KEPT) lines.shift();
    const found = (pattern: RegExp) => pattern.exec(line)?.slice(1);
    const [kex] = found(/^debug1: kex: algorithm: (\S+)/) ?? [];
    const [cipher, mac = ''] = found(/^debug1: kex: server->client cipher: (\S+) MAC: (\S+)/) ?? [];
    const [hostKeyFingerprint] = found(/^debug1: Server host key: \S+ (SHA256:\S+)/) ?? [];
    const [methods] = found(/^debug1: Authentications that can continue: (\S+)/) ?? [];
    if (kex !== undefined) seen = { ...seen, kex };
    if (cipher !== undefined) seen = { ...seen, cipher, mac: mac === '<implicit>' ? '' : mac };
    if (hostKeyFingerprint !== undefined) seen = { ...seen, hostKeyFingerprint };
    // The first is the answer to the method "none".
    if (methods !== undefined && seen.methodsOffered.length === 0)
      seen = { ...seen, methodsOffered: methods.split(',') };
    const [why, words] = found(REFUSED) ?? [];
    if (why !== undefined) {
      const reason = REASONS.indexOf(why);
      refusal = Object.assign(new Error(words || why), reason > 0 ? { reason } : {});
    }
    if (/^debug1: Entering interactive session/.test(line)) setReady();
  };

  const has = (pattern: RegExp) => lines.some((line) => pattern.test(line));
  return {
    take(text) {
      const whole = (rest + text).split(/\r?\n/);
      rest = whole.pop() ?? '';
      for (const line of whole) take(line);
    },
    ready,
    get seen() {
      return seen;
    },
    failure() {
      const said = lines.filter((line) => /^ssh: /.test(line)).join('\n');
      const hostKey = lines.map((line) => /^debug1: Server host key: (\S+ \S+)/.exec(line)?.[1]).find(Boolean);
      const greeting = lines.map(
        (line) => /kex_exchange_identification: (?:banner line contains|banner line \d+: )(.*)/.exec(line)?.[1],
      );
      return {
        network: networks.find(([pattern]) => pattern.test(said))?.[1],
        isHostKeyChanged: has(/^Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/),
        hostKey: hostKey ?? '',
        isKeyUnprotected: has(/UNPROTECTED PRIVATE KEY FILE/),
        isKeyRefused: has(/Permission denied|Too many authentication failures/i),
        greeting:
          greeting.find(Boolean) ??
          (has(/Not allowed at this time/i)
            ? 'Not allowed at this time'
            : has(/Exceeded MaxStartups/i)
              ? 'Exceeded MaxStartups'
              : ''),
      };
    },
    refusal: () => refusal ?? new Error('the server did not say why'),
    forgetRefusal() {
      refusal = undefined;
    },
    lastWords: () => lines.findLast((line) => line !== '' && !/^(debug\d: |OpenSSH_)/.test(line)) ?? '',
  };
}
