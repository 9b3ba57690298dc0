import type { Sabotage } from '../sabotage.ts';
import { sudoLine, withoutSudoLine } from './_sudo-line.ts';

export default {
  control: 'accounts.sudo-environment-clean',
  break: sudoLine('Defaults env_keep += "PYTHONPATH"'),
  repair: withoutSudoLine,
} satisfies Sabotage;
