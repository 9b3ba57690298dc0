import { KitError } from '../policy/errors.ts';
import type { Handover } from './context.ts';

/** nginx's words for a port that another program listens on (Linux's EADDRINUSE is 98). */
const TAKEN = /bind\(\) to \S*:(\d+) failed \(98: /;

/**
 * Why nginx did not come up, when the reason is a port that somebody else has; undefined: it is another reason.
 *
 * @param words what the unit said when it failed
 */
export async function portTaken({ link, server }: Handover, words: string): Promise<KitError | undefined> {
  const port = TAKEN.exec(words)?.[1];
  if (port === undefined) return undefined;
  const listed = await link.must(`ss --no-header --listening --tcp --numeric --processes 'sport = :${port}'`, {
    label: `looking who listens on port ${port}`,
  });
  const [, program, pid] = /\(\("([^"]+)",pid=(\d+)/.exec(listed) ?? [];
  const holder = program === undefined ? 'another program' : `${program} (process ${pid})`;
  return new KitError({
    code: 'E_PORT_TAKEN',
    what: `nginx cannot start on ${server}: port ${port} is taken by ${holder}.`,
    why: `the public name needs 80 and 443, and a port has one listener. The gateway runs; the web does not reach it: ./sclerite tunnel ${server} does.`,
    next: `see what it is${pid === undefined ? '' : ` (systemctl status ${pid})`}, stop it for good (sudo systemctl disable --now UNIT), then run ./sclerite handover ${server} or deploy again.`,
  });
}
