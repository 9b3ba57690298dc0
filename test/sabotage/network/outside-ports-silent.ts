import type { Sabotage } from '../sabotage.ts';

// A cloud firewall that does not do what its API says, and a redirect on the host that makes port 8080 arrive as 22: every rule
// that can be read is as declared, and still something answers.
export default {
  control: 'network.outside-ports-silent',
  break: [
    {
      where: 'router',
      bash: 'nft insert rule inet "$TABLE" "in_$SERVER_ID" tcp dport 8080 accept comment \'"sabotage"\'',
    },
    `nft add table inet sabotage
nft add chain inet sabotage prerouting '{ type nat hook prerouting priority dstnat; }'
nft add rule inet sabotage prerouting tcp dport 8080 redirect to :22`,
  ],
  repair: [
    'nft delete table inet sabotage',
    {
      where: 'router',
      bash: `handle=$(nft -a list chain inet "$TABLE" "in_$SERVER_ID" | sed -n 's/.*comment "sabotage".* # handle //p')
nft delete rule inet "$TABLE" "in_$SERVER_ID" handle "$handle"`,
    },
  ],
} satisfies Sabotage;
