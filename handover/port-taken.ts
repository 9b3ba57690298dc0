import { KitError } from '../policy/errors.ts';
import { nginxUnit } from '../proxy/paths.ts';
import type { Handover } from './context.ts';

/** A line of ss: `LISTEN 0 5 0.0.0.0:80 0.0.0.0:* users:(("python3",pid=812,fd=3))`. */
const LISTENER = /:(\d+)\s+\S+\s+users:\(\("([^"]+)",pid=(\d+)/;

/**
 * Why nginx did not come up, when the reason is a port that another program listens on; undefined: it is another reason.
 *
 * The listeners are asked, not nginx's words: systemd starts it again after a failure, and then `systemctl status` no longer shows
 * what the try before said.
 *
 * @param words what the units said that failed
 */
export async function portTaken({ link, server }: Handover, words: string): Promise<KitError | undefined> {
  if (!words.includes(nginxUnit)) return undefined;
  const listed = await link.must(
    "ss --no-header --listening --tcp --numeric --processes '( sport = :80 or sport = :443 )'",
    {
      label: 'looking who has the ports of the proxy',
    },
  );
  const [other] = listed.split('\n').flatMap((line) => {
    const [, port, program, pid] = LISTENER.exec(line) ?? [];
    return port === undefined || program === 'nginx' ? [] : [{ port, program, pid }];
  });
  if (other === undefined) return undefined;
  return new KitError({
    code: 'E_PORT_TAKEN',
    what: `nginx cannot start on ${server}: port ${other.port} is taken by ${other.program} (process ${other.pid}).`,
    why: `the public name needs 80 and 443, and a port has one listener. The gateway runs; the web does not reach it: ./sclerite tunnel ${server} does.`,
    next: `see what it is (systemctl status ${other.pid}), stop it for good (sudo systemctl disable --now UNIT), then run ./sclerite handover ${server} or deploy again.`,
  });
}
