import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface Listener {
  readonly protocol: 'tcp' | 'udp';
  /** Without brackets and zone; `*` where one socket takes both families. */
  readonly address: string;
  readonly port: number;
  readonly isLoopback: boolean;
  /** Names of the processes that hold it; empty when the kernel does not say. */
  readonly processes: readonly string[];
  /** The unit in whose control group it was made; left out when the kernel does not say. */
  readonly unit?: string;
}

/**
 * A UDP socket on its way to a peer has none for a moment, and may be gone before `ss` finds out whose it is: where a socket is
 * nobody's, the second look counts. What the kernel itself holds is there in both.
 */
const LOOK = `look() { /usr/bin/ss -H -l -n -t -u -p --cgroup; }
seen=$(look) || exit
if printf '%s\\n' "$seen" | grep -qv 'users:('; then sleep 0.1; look; else printf '%s\\n' "$seen"; fi`;

/**
 * Everything that waits for packets from the network (`ss`): TCP listeners and UDP sockets without a peer. `ss` writes wildcards
 * as `0.0.0.0`, `[::]` or `*`, and IPv4 inside IPv6 as `[::ffff:192.0.2.1]`; all of them are understood here.
 *
 * Blind spots: raw sockets, and services in another network namespace.
 */
export const listeners = defineFact<readonly Listener[]>({
  title: 'sockets that wait for packets',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/bin/sh', '-c', LOOK] }),
  parse: (reading) => stdoutOf(reading).split('\n').filter(Boolean).map(parseLine),
});

function parseLine(line: string): Listener {
  const [protocol, , , , local = '', , ...rest] = line.split(/\s+/);
  const colon = local.lastIndexOf(':');
  const port = Number(local.slice(colon + 1));
  if ((protocol !== 'tcp' && protocol !== 'udp') || colon < 1 || !Number.isInteger(port)) {
    throw new Unreadable(`ss printed a line that is not understood: ${line.slice(0, 200)}`);
  }
  const address = local
    .slice(0, colon)
    .replace(/%[^\]]*/, '')
    .replace(/^\[|\]$/g, '');
  const processes = [...rest.join(' ').matchAll(/\("([^"]*)",pid=/g)].map((match) => match[1] as string);
  const unit = /\bcgroup:\S*?\/([^/\s]+\.(?:service|socket|scope))(?:\/\S*)?(?:\s|$)/.exec(rest.join(' '))?.[1];
  return {
    protocol,
    address,
    port,
    isLoopback: isLoopback(address),
    processes: [...new Set(processes)].sort(),
    ...(unit !== undefined && { unit }),
  };
}

function isLoopback(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:/, '');
  return plain === '::1' || /^127\./.test(plain);
}
