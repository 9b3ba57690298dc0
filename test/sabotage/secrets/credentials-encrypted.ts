import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.credentials-encrypted',
  break: "printf 'plain text' | install --mode=0600 /dev/stdin /etc/openclaw/cred/sabotage.cred",
  repair: 'rm /etc/openclaw/cred/sabotage.cred',
} satisfies Sabotage;
