import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.apt-keys-known',
  break: `install -d /etc/apt/keyrings
echo vendor >/etc/apt/keyrings/vendor.asc`,
  repair: `rm /etc/apt/keyrings/vendor.asc`,
} satisfies Sabotage;
