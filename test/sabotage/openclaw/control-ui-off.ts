import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.control-ui-off',
  ...configChange("c['gateway']['controlUi']['enabled'] = True"),
} satisfies Sabotage;
