import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.commands-known',
  break: `printf '#!/bin/sh\\nexec /usr/bin/ps "$@"\\n' >/usr/local/sbin/ps
chmod 0755 /usr/local/sbin/ps`,
  repair: `rm /usr/local/sbin/ps`,
} satisfies Sabotage;
