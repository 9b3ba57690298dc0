import { gatewayUnit } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Somebody who opened a WebSocket to the gateway and left, as the gateway saw them. */
export interface GatewayClient {
  /** Unix seconds. */
  readonly at: number;
  /** Who connected: nginx, or somebody on the server. */
  readonly peer: string;
  /** For whom, by X-Forwarded-For; `n/a` where nobody said. */
  readonly forwardedFor: string;
}

/**
 * The last clients that opened a WebSocket and said nothing, from the gateway's log. Each verification is such a client, and one
 * that lies about where it comes from: see `outsideWeb`.
 *
 * Blind spot: the line about a verification's own probe is mostly written after this was read, so that the next one reads it.
 */
export const gatewayClients = defineFact<readonly GatewayClient[]>({
  title: 'clients as the gateway saw them',
  speed: 'fast',
  source: ({ exposure }) =>
    exposure && {
      kind: 'command',
      argv: [
        '/usr/bin/journalctl',
        ...['--quiet', '--output=json', '--output-fields=MESSAGE', '--since=-2d', '--lines=20'],
        ...['--grep=closed before connect', `--unit=${gatewayUnit}`],
      ],
    },
  parse(reading) {
    // With --grep, 1 and not a word means that nothing was found.
    if (reading.kind === 'command' && reading.exit === 1 && reading.stdout === '' && reading.stderr === '') return [];
    return stdoutOf(reading).split('\n').filter(Boolean).flatMap(clientIn);
  },
});

function clientIn(line: string): GatewayClient[] {
  const { MESSAGE: text, __REALTIME_TIMESTAMP: micros } = JSON.parse(line) as Record<string, unknown>;
  if (typeof text !== 'string') return []; // bytes that are no text, from somebody's headers
  const match = /closed before connect conn=\S+ peer=\S+ remote=(\S+) fwd=(.*?) origin=/.exec(text);
  if (match === null) return [];
  const at = Number(micros) / 1_000_000;
  if (!Number.isFinite(at)) throw new Unreadable('a line of the journal has no time');
  return [{ at, peer: match[1] ?? '', forwardedFor: match[2] ?? '' }];
}
