import { siteFile } from '../../../proxy/paths.ts';
import type { Sabotage } from '../sabotage.ts';

const KEPT = '/run/sclerite-sabotage.conf';

/** nginx says that it reloads and goes on reading: it has read everything when no worker of before serves any more. */
export const RELOAD = `serving() { pgrep -f '^nginx: worker process$' | sort; }
before=$(serving)
systemctl reload nginx
for try in $(seq 100); do
  now=$(serving)
  if [ -n "$now" ] && [ -z "$(comm -12 <(echo "$before") <(echo "$now"))" ]; then break; fi
  if [ "$try" = 100 ]; then echo 'nginx did not reload' >&2; exit 1; fi
  sleep 0.1
done`;

/**
 * nginx takes up a changed configuration, and at once the file is again what it was, its time too: nothing on disk shows what is
 * wrong, only what runs.
 *
 * @param expression for sed
 */
export function runningChange(expression: string, file = siteFile): Pick<Sabotage, 'break' | 'repair'> {
  return {
    break: `cp --preserve=all ${file} ${KEPT}
trap 'cp --preserve=all ${KEPT} ${file}; rm ${KEPT}' EXIT
sed --in-place --regexp-extended '${expression}' ${file}
if cmp --quiet ${file} ${KEPT}; then echo 'sed changed nothing' >&2; exit 1; fi
nginx -t -q
${RELOAD}`,
    repair: RELOAD,
  };
}
