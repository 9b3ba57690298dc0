import type { Sabotage } from '../sabotage.ts';
import { editDropIn } from './_drop-in.ts';

export default {
  control: 'ssh.strangers-limited',
  break: editDropIn('s|^PerSourceMaxStartups 10$|PerSourceMaxStartups 1000|'),
  repair: editDropIn('s|^PerSourceMaxStartups 1000$|PerSourceMaxStartups 10|'),
} satisfies Sabotage;
