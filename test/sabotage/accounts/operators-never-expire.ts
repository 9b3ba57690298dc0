import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'accounts.operators-never-expire',
  break: 'chage -M 90 auditor',
  repair: 'chage -M 99999 auditor',
} satisfies Sabotage;
