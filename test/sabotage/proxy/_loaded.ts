import type { Sabotage } from '../sabotage.ts';
import { reload } from './_settle.ts';

const KEPT = '/run/sclerite-sabotage.conf';

/**
 * nginx runs with something else than what lies on disk, and the file has its old time again: only who looks from outside can
 * see it.
 *
 * @param change of sed's language; it must change something
 */
export const loaded = (change: string, file = '/etc/nginx/sclerite-site.conf'): Pick<Sabotage, 'break' | 'repair'> => ({
  break: `cp --preserve=all ${file} ${KEPT}
trap 'cp --preserve=all ${KEPT} ${file}; rm ${KEPT}' EXIT
sed --in-place '${change}' ${file}
if cmp --silent ${file} ${KEPT}; then echo 'nothing was changed' >&2; exit 1; fi
${reload}`,
  repair: reload,
});
