import type { Sabotage } from '../sabotage.ts';
import { sudoLine, withoutSudoLine } from './_sudo-line.ts';

export default {
  control: 'accounts.sudo-asks-again',
  break: sudoLine('Defaults timestamp_timeout=-1'),
  repair: withoutSudoLine,
} satisfies Sabotage;
