import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.boot-hooks-known',
  break: `printf '#!/bin/sh\\nexit 0\\n' >/etc/rc.local`,
  repair: `rm /etc/rc.local`,
} satisfies Sabotage;
