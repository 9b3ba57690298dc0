import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.no-trust-files',
  break: 'install -m 0600 /dev/null /root/.netrc',
  repair: 'rm /root/.netrc',
} satisfies Sabotage;
