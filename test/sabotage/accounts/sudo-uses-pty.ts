import type { Sabotage } from '../sabotage.ts';
import { sudoLine, withoutSudoLine } from './_sudo-line.ts';

export default {
  control: 'accounts.sudo-uses-pty',
  break: sudoLine('Defaults !use_pty'),
  repair: withoutSudoLine,
} satisfies Sabotage;
