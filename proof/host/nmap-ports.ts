import type { OutsideJudge } from './judge.ts';

/** Open ports of one protocol and family, by a program that tries every one of them. */
function scan(
  id: string,
  asks: string,
  options: readonly string[],
  family: 4 | 6,
  protocol: 'tcp' | 'udp',
): OutsideJudge {
  return {
    ...{ id, asks, tool: 'nmap', place: 'outside', limitSeconds: 400 },
    argv: ({ addresses }) => [
      ...['nmap', '-Pn', '-n', '--open', ...(family === 6 ? ['-6'] : []), ...options],
      ...addresses.filter((address) => address.includes(':') === (family === 6)),
    ],
    version: { argv: ['nmap', '--version'], pattern: /Nmap version (\S+)/ },
    read({ stdout }, { openTcp }) {
      if (!/Nmap done: 1 IP address \(1 host up\)/.test(stdout)) throw new Error(stdout.trim().slice(-300));
      const open = [...stdout.matchAll(/^(\d+)\/(?:tcp|udp)\s+open\s/gm)].map(([, port]) => Number(port));
      const declared = protocol === 'tcp' ? openTcp[family === 6 ? 'ipv6' : 'ipv4'] : [];
      return {
        summary: open.length === 0 ? 'no open port' : `open: ${open.join(', ')}`,
        findings: [
          ...open
            .filter((port) => !declared.includes(port))
            .map((port) => `${port}/${protocol} is open and not declared`),
          ...declared
            .filter((port) => !open.includes(port))
            .map((port) => `${port}/${protocol} is declared and not open`),
        ],
      };
    },
  };
}

/** Fast enough for 65,535 silent ports, slow enough that a host does not lose the answers. */
const EVERY_TCP = ['-sS', '-p-', '--min-rate', '3000', '--max-retries', '1'];
const COMMON_UDP = ['-sU', '--top-ports', '100', '--min-rate', '300', '--max-retries', '1'];

export const nmapPorts: readonly OutsideJudge[] = [
  scan('nmap-tcp4', 'every TCP port, IPv4', EVERY_TCP, 4, 'tcp'),
  scan('nmap-tcp6', 'every TCP port, IPv6', EVERY_TCP, 6, 'tcp'),
  scan('nmap-udp4', 'the 100 commonest UDP ports, IPv4', COMMON_UDP, 4, 'udp'),
  scan('nmap-udp6', 'the 100 commonest UDP ports, IPv6', COMMON_UDP, 6, 'udp'),
];
