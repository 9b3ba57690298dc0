import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.cron-known',
  break: `install -m 0600 /dev/stdin /var/spool/cron/crontabs/root <<<'# 0 4 * * * /usr/bin/true'`,
  repair: `rm /var/spool/cron/crontabs/root`,
} satisfies Sabotage;
