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
 * Everything that waits for packets from the network (`ss`): TCP listeners and UDP sockets without a peer. `ss` writes wildcards
 * as `0.0.0.0`, `[::]` or `*`, and IPv4 inside IPv6 as `[::ffff:192.0.2.1]`; all of them are understood here.
 *
 * Blind spots: raw sockets, and services in another network namespace.
 */
export const listeners = defineFact<readonly Listener[]>({
  title: 'sockets that wait for packets',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/ss', '-H', '-l', '-n', '-t', '-u', '-p', '--cgroup'] }),
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
