import { defineControl, fail, pass } from '../control.ts';
import { dropsByDefault, filterChains } from './_nft.ts';

export default defineControl({
  id: 'network.host-inbound-drop',
  layer: 'infrastructure',
  severity: 'critical',
  title: "The host's firewall drops what nobody allowed, on IPv4 and IPv6",
  failureTitle: "The host's firewall lets in what nobody allowed",
  why: 'The cloud firewall sees neither private networks nor its own mistakes; and IPv6 is the half that hand-made rules forget.',
  references: ['CIS Debian 12 4.3.8'],
  needs: ['nftRuleset'],
  check({ nftRuleset }) {
    const chains = filterChains(nftRuleset, 'input');
    const { ipv4, ipv6 } = dropsByDefault(nftRuleset, 'input');
    const evidence =
      chains.length > 0
        ? chains.map(({ family, table, name, policy }) => `nft: ${family} ${table} ${name} hook input policy ${policy}`)
        : ['nft: no chain looks at what comes in'];
    if (!ipv4 || !ipv6) {
      return fail([...evidence, `dropped by default: IPv4 ${ipv4}, IPv6 ${ipv6}`], 'sudo systemctl reload nftables');
    }
    return pass(evidence);
  },
});
