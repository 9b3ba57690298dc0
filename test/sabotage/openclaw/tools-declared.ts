import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.tools-declared',
  ...configChange("c['tools']['profile'] = 'coding'"),
} satisfies Sabotage;
