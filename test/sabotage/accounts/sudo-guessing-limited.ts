import type { Sabotage } from '../sabotage.ts';
import { sudoLine, withoutSudoLine } from './_sudo-line.ts';

export default {
  control: 'accounts.sudo-guessing-limited',
  break: sudoLine('Defaults passwd_tries=100'),
  repair: withoutSudoLine,
} satisfies Sabotage;
