import type { Sabotage } from '../sabotage.ts';
import { runningChange } from './_running.ts';

export default {
  control: 'proxy.identity-demanded',
  ...runningChange('s/^    auth_basic .*/    auth_basic off;/'),
} satisfies Sabotage;
