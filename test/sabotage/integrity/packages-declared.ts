import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'integrity.packages-declared',
  break: `apt-mark manual python3-minimal`,
  repair: `apt-mark auto python3-minimal`,
} satisfies Sabotage;
