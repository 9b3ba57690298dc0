import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'updates.nothing-held-back',
  break: 'apt-mark hold curl',
  repair: 'apt-mark unhold curl',
} satisfies Sabotage;
