import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.none-in-histories',
  break: `printf 'export OPENAI_API_KEY=%s\\n' sabotagesabotagesabotage >/root/.sabotage_history`,
  repair: 'rm /root/.sabotage_history',
} satisfies Sabotage;
