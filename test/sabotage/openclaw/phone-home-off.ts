import type { Sabotage } from '../sabotage.ts';
import { configChange } from './_config.ts';

export default {
  control: 'openclaw.phone-home-off',
  ...configChange("c['update']['checkOnStart'] = True"),
} satisfies Sabotage;
