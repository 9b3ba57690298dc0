import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.plugins-declared',
  ...configChange("c['plugins']['allow'].append('openai')"),
} satisfies Sabotage;
