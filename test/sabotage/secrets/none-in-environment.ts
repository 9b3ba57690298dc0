import { intruder } from '../gateway/_intruder.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.none-in-environment',
  ...intruder({ Environment: 'OPENAI_API_KEY=sabotage' }),
} satisfies Sabotage;
