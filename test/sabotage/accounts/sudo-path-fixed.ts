import type { Sabotage } from '../sabotage.ts';
import { sudoLine, withoutSudoLine } from './_sudo-line.ts';

export default {
  control: 'accounts.sudo-path-fixed',
  break: sudoLine('Defaults secure_path="/home/admin/bin:/usr/sbin:/usr/bin:/sbin:/bin"'),
  repair: withoutSudoLine,
} satisfies Sabotage;
