import { gatewayUnit } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface GatewaySocket {
  readonly protocol: 'tcp' | 'udp';
  /** Without brackets and zone; `*` where one socket takes both families. */
  readonly address: string;
  readonly port: number;
}

/**
 * Sockets that wait for packets and were opened under the gateway's unit: the kernel remembers the control group of each, so a
 * helper process counts, and a process that only calls itself OpenClaw does not.
 */
export const gatewaySockets = defineFact<readonly GatewaySocket[]>({
  title: "the gateway's listening sockets",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/ss', '-H', '-l', '-n', '-t', '-u', '--cgroup'] }),
  parse(reading) {
    const lines = stdoutOf(reading).split('\n').filter(Boolean);
    if (lines.some((line) => !line.includes('cgroup:'))) {
      throw new Unreadable('ss does not say which control group opened a socket');
    }
    return lines.filter((line) => groupOf(line).split('/').includes(gatewayUnit)).map(parseLine);
  },
});

const groupOf = (line: string) => /cgroup:(\S+)/.exec(line)?.[1] ?? '';

function parseLine(line: string): GatewaySocket {
  const match = /^(tcp|udp)\s+\S+\s+\d+\s+\d+\s+(\S+):(\d+)\s/.exec(line);
  if (!match) throw new Unreadable(`ss printed a line that is not understood: ${line.slice(0, 200)}`);
  const [, protocol, address, port] = match as unknown as [string, 'tcp' | 'udp', string, string];
  return { protocol, address: address.replace(/%[^\]]*/, '').replace(/^\[|\]$/g, ''), port: Number(port) };
}
