import type { Sabotage } from '../sabotage.ts';
import { runningChange } from './_running.ts';

export default {
  control: 'proxy.headers-set',
  ...runningChange('/X-Frame-Options DENY/d'),
} satisfies Sabotage;
