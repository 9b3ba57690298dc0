import type { Sabotage } from '../sabotage.ts';
import { loaded } from './_loaded.ts';

export default {
  control: 'proxy.identity-demanded',
  ...loaded('s/^    auth_basic .*/    auth_basic off;/'),
} satisfies Sabotage;
