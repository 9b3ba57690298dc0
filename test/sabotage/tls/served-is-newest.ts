import { certificateFile } from '../../../proxy/paths.ts';
import type { Sabotage } from '../sabotage.ts';

const KEPT = '/run/sclerite-sabotage-link';

/** A newer one lies there, and nobody told nginx. */
export default {
  control: 'tls.served-is-newest',
  break: `cd $(dirname "$(readlink -f ${certificateFile})")
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -subj /CN=sabotage -days 60 -out fullchain999.pem 2>/dev/null
readlink ${certificateFile} >${KEPT}
ln -sfn ../../archive/sclerite/fullchain999.pem ${certificateFile}`,
  repair: `rm "$(readlink -f ${certificateFile})"
ln -sfn "$(cat ${KEPT})" ${certificateFile}
rm ${KEPT}`,
} satisfies Sabotage;
