import { certificateFile, certificateKey } from '../../../proxy/paths.ts';
import { RELOAD } from '../proxy/_running.ts';
import type { Act, Sabotage } from '../sabotage.ts';

const KEPT = '/run/sclerite-sabotage-certificate';

/** The server's own name, as its certificate program knows it. */
const NAME = `name=$(python3 -c 'import json; print(json.load(open("/etc/sclerite/certificate.json"))["name"])')`;

/** Signs `new.key` into `new.pem` with the lab's CA, which the act `authority` has laid here. */
export const signed = (names: string, from: string, to: string): string => `echo "subjectAltName=${names}" >extensions
openssl req -new -key new.key -subj "/CN=$name" -out request 2>/dev/null
openssl x509 -req -in request -CA issuer.pem -CAkey issuer.key -extfile extensions \\
  -not_before "$(date -u -d '${from}' +%Y%m%d%H%M%SZ)" -not_after "$(date -u -d '${to}' +%Y%m%d%H%M%SZ)" -out new.pem 2>/dev/null`;

export const ecKey = (curve = 'prime256v1'): string => `openssl ecparam -name ${curve} -genkey -noout -out new.key`;

/**
 * Another certificate in the place of the server's, on disk and served; owners and modes stay.
 *
 * @param make bash: makes `new.key` and `chain.pem`; `issuer.pem` and `issuer.key` are the lab's CA, `$name` is the server's name
 */
export function servedInstead(make: string): Pick<Sabotage, 'break' | 'repair'> {
  const act = `cd ${KEPT}
${NAME}
${make}
cp --preserve=all "$(readlink -f ${certificateFile})" kept.pem
cp --preserve=all "$(readlink -f ${certificateKey})" kept.key
cat chain.pem >"$(readlink -f ${certificateFile})"
cat new.key >"$(readlink -f ${certificateKey})"
${RELOAD}`;
  const issuer: Act = { where: 'authority', directory: KEPT };
  return {
    break: [issuer, act],
    repair: `cp --preserve=all ${KEPT}/kept.pem "$(readlink -f ${certificateFile})"
cp --preserve=all ${KEPT}/kept.key "$(readlink -f ${certificateKey})"
rm -r ${KEPT}
${RELOAD}`,
  };
}
