import { createHash } from 'node:crypto';
import { secretsUsed } from '../../openclaw/config.ts';
import { gatewayUnit as unit } from '../../openclaw/paths.ts';
import { gatewayUnit as unitText } from '../../openclaw/unit.ts';
import type { Declared } from '../../policy/declared.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const PATH = `/etc/systemd/system/${unit}`;

const content = ({ openclaw }: Declared) => unitText({ port: openclaw.port, secrets: secretsUsed(openclaw) });

export default defineControl({
  id: 'gateway.unit-exact',
  layer: 'application',
  severity: 'high',
  title: "The gateway's unit is ours, whole and loaded",
  failureTitle: "The gateway's unit was changed",
  why: 'Three lines in a drop-in undo a sandbox of sixty, and they lie in a folder that nobody looks into. The next restart obeys them.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd.unit.5.en.html'],
  wants: (declared) => ({
    files: [{ path: PATH, content: content(declared), mode: '0644', owner: 'root', group: 'root' }],
  }),
  needs: ['hostFiles', 'gatewayUnit', 'units'],
  check({ hostFiles, gatewayUnit: { fragment, dropIns }, units }, declared) {
    const file = hostFiles[PATH];
    const digest = createHash('sha256').update(content(declared)).digest('hex');
    const needsReload = units[unit]?.needsReload;
    // What lies under /run is gone at the next boot and is `gateway.unit-sandboxed`'s to find.
    const lasting = dropIns.filter((path) => !path.startsWith('/run/'));
    const evidence = [
      `systemctl show ${unit}: FragmentPath=${fragment}`,
      `sha256sum ${PATH}: ${file?.sha256 ?? file?.error ?? '(no digest)'}, wanted is ${digest}`,
      `systemctl show ${unit}: NeedDaemonReload=${needsReload === undefined ? '(not reported)' : needsReload ? 'yes' : 'no'}`,
      ...lasting.map((path) => `systemctl show ${unit}: DropInPaths has ${path}`),
    ];
    const isOurs = file?.sha256 === digest;
    if (fragment !== PATH || lasting.length > 0 || needsReload || (file?.sha256 !== undefined && !isOurs)) {
      return fail(evidence, `See what it says now: systemctl cat ${unit}; then run ./sclerite converge`);
    }
    return isOurs && needsReload === false ? pass(evidence) : cannotTell(evidence.join('; '));
  },
});
