import type { Sabotage } from '../sabotage.ts';

/** The code name stays: unattended-upgrades puts it into its patterns. */
export default {
  control: 'updates.release-supported',
  break: `sed -i 's/^VERSION_ID=.*/VERSION_ID="12"/' /usr/lib/os-release`,
  repair: `sed -i 's/^VERSION_ID=.*/VERSION_ID="13"/' /usr/lib/os-release`,
} satisfies Sabotage;
