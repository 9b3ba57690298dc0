import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.no-unowned-files',
  break: 'install -o 54321 -g 54321 /dev/null /opt/orphan',
  repair: 'rm /opt/orphan',
} satisfies Sabotage;
