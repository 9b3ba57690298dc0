import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.guessing-limited',
  ...configChange("c['gateway']['auth']['rateLimit']['exemptLoopback'] = True"),
} satisfies Sabotage;
