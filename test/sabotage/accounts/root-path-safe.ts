import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.root-path-safe',
  break: 'chmod 0777 /usr/local/bin',
  repair: 'chmod 0755 /usr/local/bin',
} satisfies Sabotage;
