import type { Sabotage } from '../sabotage.ts';
import { sudoLine, withoutSudoLine } from './_sudo-line.ts';

export default {
  control: 'accounts.sudo-logged',
  break: sudoLine('Defaults !logfile'),
  repair: withoutSudoLine,
} satisfies Sabotage;
