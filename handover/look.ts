import { quoteRemote } from '../edges/escape.ts';
import { parseDocument } from '../facts/collector/parse.ts';
import { COLLECT } from '../facts/collector/units.ts';
import { type Difference, diffHost } from '../policy/diff.ts';
import { KitError } from '../policy/errors.ts';
import { readFacts } from '../policy/read-facts.ts';
import { parseRollback, ROLLBACK_RECORD, type Rollback } from '../policy/rollback-script.ts';
import { collectorDigest } from '../policy/wanted-state.ts';
import type { Handover } from './context.ts';

export interface Sight {
  readonly differences: readonly Difference[];
  /** Why nothing at all could be seen: then everything differs, in a way that nobody can tell. */
  readonly blind?: string;
  /** The last change that was taken back, while none was confirmed since. */
  readonly rollback?: Rollback | undefined;
}

const FACTS_BEGIN = '\n--facts\n';
const RECORD_BEGIN = '\n--rollback\n';

/**
 * Looks as root, in one round trip: it works before the auditor's socket does.
 *
 * @throws E_OTHER_SYSTEM when it is not the system that this server was made with
 */
export async function look({ link, wanted, declared, server, record }: Handover): Promise<Sight> {
  const answer = await link.root(
    `grep -E '^(ID|VERSION_ID|PRETTY_NAME)=' /usr/lib/os-release
printf '${RECORD_BEGIN.replaceAll('\n', '\\n')}'
if [ -e ${ROLLBACK_RECORD} ]; then cat ${ROLLBACK_RECORD}; fi
printf '${FACTS_BEGIN.replaceAll('\n', '\\n')}'
[ -x ${COLLECT} ] || exit 127
exec ${COLLECT}`,
    { label: 'the collector' },
  );
  const [head = '', ...rest] = answer.stdout.split(FACTS_BEGIN);
  const [system = '', recorded = ''] = head.split(RECORD_BEGIN);
  refuseOtherSystem(server, record.image, system);
  const rollback = parseRollback(recorded);
  const blind = (because: string): Sight => ({ differences: diffHost(wanted, {}), blind: because, rollback });
  if (answer.exitCode === 127) return blind('there is no collector on the server yet');
  if (answer.exitCode !== 0) return blind(`the collector ended with ${answer.exitCode}: ${quoteRemote(answer.stderr)}`);
  try {
    const document = parseDocument(rest.join(FACTS_BEGIN));
    // Another version was asked for other things: nothing it says is measured against this wanted state.
    if (document.digest !== collectorDigest(declared)) return blind('the collector on the server is another version');
    return { differences: diffHost(wanted, readFacts(document.readings, document.now)), rollback };
  } catch (error) {
    if (error instanceof KitError && error.code.startsWith('E_FACTS')) return blind(`${error.message} ${error.why}`);
    throw error;
  }
}

/** @param system lines of os-release(5) */
function refuseOtherSystem(server: string, image: string, system: string): void {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(system)?.[1];
  const [id, version] = [field('ID'), field('VERSION_ID')];
  if (`${id}-${version}` === image) return;
  throw new KitError({
    code: 'E_OTHER_SYSTEM',
    what: `${server} runs ${field('PRETTY_NAME') ?? 'a system that does not say its name'}, not ${image}. Nothing was changed.`,
    why: `its /usr/lib/os-release says ${id ?? '(no ID)'} ${version ?? '(no VERSION_ID)'}; every setting of this kit was measured on ${image}, and on another system the same file may mean something else.`,
    next: `make a new server with ${image} and move the workspace to it; to go on with this one, take it out of the config.`,
  });
}
