import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

/** A plugin that does not exist: OpenClaw starts with it, and warns. */
export default {
  control: 'openclaw.config-valid',
  ...configChange("c['plugins']['deny'] = ['phantom']"),
} satisfies Sabotage;
