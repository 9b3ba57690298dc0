import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

/** The same address by another name, so that nothing is really opened in the lab. */
export default {
  control: 'openclaw.binds-loopback',
  ...configChange("c['gateway'].update(bind='custom', customBindHost='127.0.0.1')", true),
} satisfies Sabotage;
