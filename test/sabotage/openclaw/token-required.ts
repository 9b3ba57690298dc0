import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.token-required',
  ...configChange("c['gateway']['auth']['mode'] = 'none'", true),
} satisfies Sabotage;
