import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.nothing-world-writable',
  break: 'install -m 0666 /dev/null /opt/board',
  repair: 'rm /opt/board',
} satisfies Sabotage;
