import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.auditor-command-forced',
  break: editDropIn('s|^  ForceCommand /usr/local/libexec/sclerite/ask$|  ForceCommand none|'),
  repair: editDropIn('s|^  ForceCommand none$|  ForceCommand /usr/local/libexec/sclerite/ask|'),
} satisfies Sabotage;
