import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.http-api-off',
  ...configChange("c['gateway']['http']['endpoints']['chatCompletions']['enabled'] = True"),
} satisfies Sabotage;
