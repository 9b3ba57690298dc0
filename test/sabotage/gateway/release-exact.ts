import type { Sabotage } from '../sabotage.ts';

/** One byte, in a file that no program reads. */
export default {
  control: 'gateway.release-exact',
  break: `printf '\\n' >>/opt/openclaw/current/node_modules/openclaw/README.md`,
  repair: 'truncate --size=-1 /opt/openclaw/current/node_modules/openclaw/README.md',
} satisfies Sabotage;
