import type { Control } from '../control.ts';
import archivesSigned from './archives-signed.ts';
import downloadsUnprivileged from './downloads-unprivileged.ts';
import installedUnattended from './installed-unattended.ts';
import listsFresh from './lists-fresh.ts';
import nothingHalfInstalled from './nothing-half-installed.ts';
import nothingHeldBack from './nothing-held-back.ts';
import rebootNotOverdue from './reboot-not-overdue.ts';
import rebootsByItself from './reboots-by-itself.ts';
import releaseSupported from './release-supported.ts';
import runsSucceed from './runs-succeed.ts';
import securityOriginAllowed from './security-origin-allowed.ts';
import servicesRestarted from './services-restarted.ts';
import timersOn from './timers-on.ts';

export default [
  archivesSigned,
  installedUnattended,
  listsFresh,
  nothingHeldBack,
  rebootNotOverdue,
  rebootsByItself,
  releaseSupported,
  securityOriginAllowed,
  timersOn,
  servicesRestarted,
  nothingHalfInstalled,
  runsSucceed,
  downloadsUnprivileged,
] as readonly Control[];
