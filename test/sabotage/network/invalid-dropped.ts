import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'network.invalid-dropped',
  break: `handle=$(nft -a list chain inet sclerite input | sed -n 's/.*ct state vmap.* # handle //p')
nft replace rule inet sclerite input handle "$handle" ct state vmap '{ established : accept, related : accept }'`,
  repair: 'systemctl reload nftables',
} satisfies Sabotage;
