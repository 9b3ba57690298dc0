import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.chat-commands-off',
  ...configChange("c['commands']['restart'] = True"),
} satisfies Sabotage;
