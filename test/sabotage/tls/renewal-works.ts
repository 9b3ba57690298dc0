import { certificateStatus } from '../../../proxy/paths.ts';
import type { Sabotage } from '../sabotage.ts';

const KEPT = `${certificateStatus}.sabotage`;

export default {
  control: 'tls.renewal-works',
  break: `cp --preserve=all ${certificateStatus} ${KEPT}
sed --in-place 's/"ok": *true/"ok": false/' ${certificateStatus}
if cmp --quiet ${certificateStatus} ${KEPT}; then echo 'sed changed nothing' >&2; exit 1; fi`,
  repair: `mv ${KEPT} ${certificateStatus}`,
} satisfies Sabotage;
