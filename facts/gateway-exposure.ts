import { gatewayUnit } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/**
 * How much of the system the gateway's unit leaves open, by systemd's own reckoning: 0.0 (nothing) to 10.0 (everything).
 *
 * Blind spot: it grades what the unit asks for, not what the kernel can enforce, and it does not know NoExecPaths=,
 * ReadWritePaths= or ports.
 */
export const gatewayExposure = defineFact<number>({
  title: "exposure of the gateway's unit",
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/usr/bin/systemd-analyze', 'security', '--no-pager', gatewayUnit],
  }),
  parse(reading) {
    const match = /Overall exposure level for \S+: (\d+(?:\.\d+)?)/.exec(stdoutOf(reading));
    if (!match) throw new Unreadable('systemd-analyze security named no overall exposure level');
    return Number(match[1]);
  },
});
