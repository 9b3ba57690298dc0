import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';

/** What the unit as we write it scores under systemd 257. Debian's own services score about 9. */
const LIMIT = 1.3;

export default defineControl({
  id: 'gateway.unit-sandboxed',
  layer: 'application',
  severity: 'high',
  title: "The gateway's unit is loaded with its full sandbox",
  failureTitle: "The gateway's sandbox has been opened",
  why: 'The agent reads text from strangers and acts on it. What the sandbox takes away stays away, whatever somebody talks the model into.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd-analyze.1.en.html', 'ANSSI BP-028 R65'],
  needs: ['gatewayExposure', 'gatewayUnit'],
  check({ gatewayExposure, gatewayUnit: { dropIns } }) {
    // Drop-ins that survive a reboot are `gateway.unit-exact`'s to find; these change what is loaded until then.
    const passing = dropIns.filter((path) => path.startsWith('/run/'));
    const evidence = [
      `systemd-analyze security ${gatewayUnit}: exposure ${gatewayExposure.toFixed(1)}, at most ${LIMIT} is allowed`,
      ...passing.map((path) => `systemctl show ${gatewayUnit}: DropInPaths has ${path}`),
    ];
    return gatewayExposure > LIMIT || passing.length > 0
      ? fail(
          evidence,
          `See what is open: systemd-analyze security ${gatewayUnit}; undo it: sudo systemctl revert ${gatewayUnit}`,
        )
      : pass(evidence);
  },
});
