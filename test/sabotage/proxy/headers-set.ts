import type { Sabotage } from '../sabotage.ts';
import { loaded } from './_loaded.ts';

export default {
  control: 'proxy.headers-set',
  ...loaded('/X-Frame-Options DENY/d'),
} satisfies Sabotage;
