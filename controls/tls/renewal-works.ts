import { certificateStatus as STATUS } from '../../proxy/paths.ts';
import { isExposed } from '../_exposed.ts';
import { defineControl, fail, pass } from '../control.ts';

/** It runs at 3 and at 15 o'clock, each up to 6 h later: 18 h at most. One run missed is a reboot, two are a fault. */
const OLDEST_HOURS = 36;

export default defineControl({
  id: 'tls.renewal-works',
  layer: 'communication',
  severity: 'high',
  title: 'The last try to keep the certificate fresh went well, and was lately',
  failureTitle: 'The certificate is not being kept fresh',
  why: 'Between the first renewal that fails and the day on which people notice lie weeks; this is where they are.',
  references: ['https://letsencrypt.org/docs/monitoring-options/'],
  appliesTo: isExposed,
  needs: ['certificateStatus'],
  check({ certificateStatus: { ok, what, why, next, ageSeconds } }) {
    const hours = ageSeconds / 3600;
    const evidence = [`${STATUS}: ${ok ? 'well' : 'not well'}, ${hours.toFixed(1)} h ago: ${what}`];
    if (!ok)
      return fail(
        [...evidence, ...(why ? [`${STATUS}: ${why}`] : [])],
        next ?? 'sudo journalctl -u sclerite-certificate -n 50',
      );
    if (hours > OLDEST_HOURS)
      return fail(evidence, 'See why it does not run: systemctl list-timers sclerite-certificate.timer');
    return pass(evidence);
  },
});
