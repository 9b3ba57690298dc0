import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.sessions-apart',
  ...configChange("c['session']['dmScope'] = 'main'"),
} satisfies Sabotage;
