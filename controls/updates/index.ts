import type { Control } from '../control.ts';
import archivesSigned from './archives-signed.ts';
import installedUnattended from './installed-unattended.ts';
import listsFresh from './lists-fresh.ts';
import nothingHeldBack from './nothing-held-back.ts';
import rebootNotOverdue from './reboot-not-overdue.ts';
import rebootsByItself from './reboots-by-itself.ts';
import releaseSupported from './release-supported.ts';
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
] as readonly Control[];
