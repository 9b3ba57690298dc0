import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'secrets.runtime-private',
  break: "printf 'not ours' >/run/openclaw/sabotage",
  repair: 'rm /run/openclaw/sabotage',
} satisfies Sabotage;
