import type { Sabotage } from '../sabotage.ts';

/** Another name for the same files: only which release is chosen changes. */
export default {
  control: 'gateway.release-pinned',
  break: `ln -s "$(basename "$(readlink -f /opt/openclaw/current)")" /opt/openclaw/releases/sabotage
readlink /opt/openclaw/current >/run/sclerite-sabotage-link
ln -sfn releases/sabotage /opt/openclaw/current`,
  repair: `ln -sfn "$(cat /run/sclerite-sabotage-link)" /opt/openclaw/current
rm /opt/openclaw/releases/sabotage /run/sclerite-sabotage-link`,
} satisfies Sabotage;
