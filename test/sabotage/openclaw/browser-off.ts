import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.browser-off',
  ...configChange("c['browser']['enabled'] = True"),
} satisfies Sabotage;
