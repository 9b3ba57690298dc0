import type { Sabotage } from '../sabotage.ts';

// Only the two rules: without the rest of the chain no answer would leave the server.
export default {
  control: 'network.metadata-root-only',
  break: `for handle in $(nft -a list chain inet sclerite output | sed -n 's/.*skuid != 0 .* # handle //p'); do
  nft delete rule inet sclerite output handle "$handle"
done`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
