import { defineControl, fail, pass } from '../control.ts';
import { dropsByDefault, filterChains } from '../network/_nft.ts';

export default defineControl({
  id: 'egress.refused-by-default',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'What nobody allowed does not leave the server, on IPv4 and IPv6',
  failureTitle: 'Everything may leave the server',
  why: 'The agent reads what strangers write. What they talk it into, or a flaw in it, needs a way out to be of use to them.',
  references: ['ANSSI BP-028 R78', 'CIS Debian 12 4.3.8'],
  appliesTo: ({ egress }) => egress !== undefined,
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const chains = filterChains(nftRuleset, 'output');
    const { ipv4, ipv6 } = dropsByDefault(nftRuleset, 'output');
    const evidence =
      chains.length > 0
        ? chains.map(
            ({ family, table, name, policy }) => `nft: ${family} ${table} ${name} hook output policy ${policy}`,
          )
        : ['nft: no chain looks at what leaves'];
    return ipv4 && ipv6
      ? pass(evidence)
      : fail([...evidence, `dropped by default: IPv4 ${ipv4}, IPv6 ${ipv6}`], 'sudo systemctl reload nftables');
  },
});
