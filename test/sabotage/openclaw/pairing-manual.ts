import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.pairing-manual',
  ...configChange("c['gateway']['nodes']['pairing']['autoApproveLocal'] = True"),
} satisfies Sabotage;
