import { defineControl, fail, pass } from '../control.ts';
import { dropsByDefault, filterChains } from './_nft.ts';

export default defineControl({
  id: 'network.forwarding-drop',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The host forwards no packets',
  failureTitle: 'The host would forward packets for others',
  why: 'A server that forwards is a way from the internet into a private network, and from a container around the inbound rules.',
  references: ['CIS Debian 12 3.3.1', 'CIS Debian 12 4.3.8'],
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const chains = filterChains(nftRuleset, 'forward');
    const { ipv4, ipv6 } = dropsByDefault(nftRuleset, 'forward');
    const evidence =
      chains.length > 0
        ? chains.map(
            ({ family, table, name, policy }) => `nft: ${family} ${table} ${name} hook forward policy ${policy}`,
          )
        : ['nft: no chain looks at what is forwarded'];
    if (!ipv4 || !ipv6) return fail(evidence, 'sudo systemctl reload nftables, or ./sclerite converge');
    return pass(evidence);
  },
});
