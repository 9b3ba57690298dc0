import { nginxPid, siteFile } from '../../../proxy/paths.ts';

const KEPT = '/run/sabotage-site.conf';

/**
 * nginx runs with a site that `sed` changed, while on disk all is as it was, times included: what is seen from outside is all
 * there is to see. Ends when a worker with the changed site is there; fails when `sed` changed nothing.
 */
export const loadChanged = (sed: string): string => `
workers() { pgrep --parent "$(cat ${nginxPid})" --full 'worker process$' | sort | head -n 1; }
cp -a ${siteFile} ${KEPT}
trap 'mv -f ${KEPT} ${siteFile}' EXIT
sed -i '${sed}' ${siteFile}
if cmp --silent ${siteFile} ${KEPT}; then echo 'nothing was changed in ${siteFile}' >&2; exit 1; fi
before=$(workers)
systemctl reload nginx
for _ in $(seq 100); do
  [[ $(workers) != "$before" ]] && exit 0
  sleep 0.1
done
echo 'nginx did not take up the changed site' >&2
exit 1`;

/** Back to what lies on disk. A restart, because it ends when it is done. */
export const loadAgain = 'systemctl restart nginx';
