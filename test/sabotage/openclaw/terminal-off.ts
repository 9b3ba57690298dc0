import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.terminal-off',
  ...configChange("c['gateway']['terminal']['enabled'] = True"),
} satisfies Sabotage;
