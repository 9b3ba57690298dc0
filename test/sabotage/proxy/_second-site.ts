import type { Sabotage } from '../sabotage.ts';
import { RELOAD } from './_running.ts';

/** After `site.conf` in the alphabet: of two servers with one name, nginx listens to the first. */
const FILE = '/var/lib/sclerite/proxy/z-sabotage.conf';

/**
 * A second way to the gateway in a file of its own, just as the first one but for one thing. Ours stay as they are.
 *
 * @param change of sed's language, for the `server` block; it must change something
 */
export const secondSite = (change: string): Omit<Sabotage, 'control'> => ({
  break: `server=$(sed --quiet '/^server {/,/^}/p' /etc/nginx/sclerite-site.conf)
sed '${change}' <<<"$server" >${FILE}
if cmp --silent ${FILE} - <<<"$server"; then echo 'nothing was changed' >&2; exit 1; fi
${RELOAD}`,
  repair: `rm ${FILE}
${RELOAD}`,
  // The file itself is one too many.
  companions: ['proxy.config-exact'],
});
