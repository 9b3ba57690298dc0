import type { Sabotage } from '../sabotage.ts';
import { intruder } from './_intruder.ts';

export default {
  control: 'gateway.runs-as-openclaw',
  ...intruder({ User: 'daemon' }),
} satisfies Sabotage;
