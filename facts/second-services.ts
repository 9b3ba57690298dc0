import { gatewayUnit } from '../openclaw/paths.ts';
import { defineFact, entriesOf } from './fact.ts';

/** Where a unit that starts a second gateway would lie: `openclaw doctor --fix` and `openclaw gateway install` write the user ones. */
const folders = [
  '/root/.config/systemd/user',
  '/home/*/.config/systemd/user',
  '/var/lib/openclaw/.config/systemd/user',
  '/etc/systemd/user',
  '/etc/systemd/system',
];

/** Unit files named after OpenClaw beside the one that is ours, drop-ins left out: paths. */
export const secondServices = defineFact<readonly string[]>({
  title: 'further services that start OpenClaw',
  speed: 'fast',
  source: () => ({
    kind: 'files',
    paths: folders.flatMap((folder) => [`${folder}/*openclaw*.service`, `${folder}/*clawdbot*.service`]),
  }),
  parse: (reading) =>
    entriesOf(reading)
      .filter(({ path, type }) => type !== 'absent' && path !== `/etc/systemd/system/${gatewayUnit}`)
      .map(({ path, target }) => (target === undefined ? path : `${path} -> ${target}`)),
});
