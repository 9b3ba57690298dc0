import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.units-enabled-known',
  break: `systemctl --quiet enable debug-shell.service`,
  repair: `systemctl --quiet disable debug-shell.service`,
} satisfies Sabotage;
