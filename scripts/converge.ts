import { defineCommand } from 'citty';
import { controls } from '../controls/index.ts';
import { readServerRecord } from '../edges/server-record.ts';
import type { Identity } from '../edges/ssh-identity.ts';
import type { State } from '../edges/state-dir.ts';
import type { Handover } from '../handover/context.ts';
import { sentencesOf } from '../handover/guard.ts';
import { bringToWanted } from '../handover/handover.ts';
import { look, type Sight } from '../handover/look.ts';
import { sentences } from '../handover/steps/apply.ts';
import { reread } from '../handover/steps/reread.ts';
import { refreshSlowFacts } from '../handover/steps/slow-facts.ts';
import { type ExitCode, KitError, usageError } from '../policy/errors.ts';
import { isRisky } from '../policy/risk.ts';
import { EXIT } from '../report/exit-code.ts';
import { human } from '../report/human.ts';
import type { Report } from '../report/report.ts';
import type { Observation } from '../verify/verify.ts';
import { openContext } from './_context.ts';
import { guardOf, lockServer, openHandover } from './_open-handover.ts';
import { judged, look as lookAsAuditor } from './_verify-after.ts';

const RISK = 'lose-ssh';
/** Ctrl-C, as every shell reports it. */
const INTERRUPTED = 130;

export default defineCommand({
  meta: { name: 'converge', description: 'Bring the servers back to what is wanted, and never lock anybody out' },
  args: {
    servers: { type: 'positional', required: false, description: 'Servers to bring back (default: all)' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    dryRun: { type: 'boolean', description: 'Say what would be done, change nothing; 2 when something differs' },
    acceptRisk: {
      type: 'string',
      valueHint: RISK,
      description: `${RISK}: make a change also when it could not be taken back`,
    },
  },
  async run({ args }): Promise<ExitCode> {
    if (args.acceptRisk !== undefined && args.acceptRisk !== RISK) throw unknownRisk(args.acceptRisk);
    const isRiskAccepted = args.acceptRisk === RISK;
    const { config, state, servers } = await openContext({ config: args.config, servers: args._ });
    const codes: ExitCode[] = [];
    const { seconds } = guardOf(process.env, isRiskAccepted);
    process.once('SIGINT', () => {
      process.stderr.write(
        `\nEnded by Ctrl-C. A change that nobody confirmed is taken back by the server within ${seconds} s.\n`,
      );
      process.exit(INTERRUPTED);
    });
    // One after the other: what locks one server out is not tried on the next.
    for (const server of servers) {
      const record = readServerRecord(state, server);
      if (record === undefined) throw notDeployed(state, server);
      const lock = lockServer(state, server, 'converges');
      try {
        const { handover, identity } = await openHandover({ config, state, server, record, isRiskAccepted });
        try {
          codes.push(await (args.dryRun === true ? rehearse(handover) : converge(handover, identity)));
        } finally {
          handover.progress.end();
          await handover.link.close();
        }
      } finally {
        lock.release();
      }
    }
    return worst(codes);
  },
});

/** Looks, and says what would be done. */
async function rehearse(handover: Handover): Promise<ExitCode> {
  const { progress, server } = handover;
  progress.step('looking for what differs from the wanted state');
  const sight = await look(handover);
  progress.end();
  tellRollback(handover, sight);
  if (sight.blind !== undefined) {
    say(`${server}: everything that is wanted would be gone through: ${sight.blind}`);
    return EXIT.cannotTell;
  }
  if (sight.differences.length === 0) {
    say(`${server}: nothing differs`);
    return EXIT.ok;
  }
  say(`${server}: ${count(sight.differences.length, 'difference')}, nothing was changed`);
  for (const [index, line] of sentences(sight.differences).entries()) {
    const difference = sight.differences[index];
    say(`  ${line}${difference && isRisky(difference) ? '  (with a rollback armed)' : ''}`);
  }
  return EXIT.failed;
}

/** Looks as root and as the auditor at once: where nothing differs and nothing fails, that is all there is to do. */
async function converge(handover: Handover, identity: Identity): Promise<ExitCode> {
  const { progress, server } = handover;
  const begun = performance.now();
  progress.step('looking for what differs from the wanted state');
  const [sight, seen] = await Promise.all([look(handover), lookAsAuditor(handover, identity)]);
  const isAsWanted = sight.differences.length === 0 && sight.rollback === undefined;
  const mended = isAsWanted ? [] : await bringToWanted(handover);
  const then = mended.length === 0 ? seen : await lookAsAuditor(handover, identity);
  const reread = await rereadFailed(handover, judged(then, begun).report);
  const isChanged = mended.length + reread.length > 0;
  const observations = isChanged || areStale(then) ? await lookAfresh(handover, identity) : then;
  progress.end();
  const done = [...mended, ...reread];
  say(
    done.length === 0
      ? `${server}: nothing differs, nothing was changed`
      : `${server}: ${count(done.length, 'change')}`,
  );
  for (const line of done) say(`  ${line}`);
  const { report } = judged(observations, begun);
  process.stdout.write(`\n${human(report, { color: process.stdout.isTTY === true && !process.env.NO_COLOR })}`);
  return report.exitCode;
}

async function lookAfresh(handover: Handover, identity: Identity) {
  await refreshSlowFacts(handover);
  handover.progress.step('verifying');
  return lookAsAuditor(handover, identity);
}

/** A collector that was just brought has no slow facts yet; what an hourly timer is to do would be "cannot tell" until then. */
const areStale = (observations: readonly Observation[]) =>
  observations.some(({ gathered }) =>
    Object.values(gathered.readings).some(
      (reading) => reading.kind === 'unreadable' && reading.because.startsWith('not taken'),
    ),
  );

async function rereadFailed(handover: Handover, report: Report): Promise<readonly string[]> {
  const ids = new Set(
    report.servers.flatMap(({ results }) => results.filter(({ status }) => status === 'fail').map(({ id }) => id)),
  );
  return reread(
    handover,
    controls.filter(({ id }) => ids.has(id)),
  );
}

function tellRollback({ progress }: Handover, { rollback }: Sight): void {
  if (rollback) for (const line of sentencesOf(rollback)) progress.warn(line);
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** The first of 64, 1, 2, 3 that one of them has. */
function worst(codes: readonly ExitCode[]): ExitCode {
  return ([64, 1, 2, 3] as const).find((code) => codes.includes(code)) ?? 0;
}

function unknownRisk(text: string): KitError {
  return usageError({
    what: `--accept-risk does not know "${text}".`,
    why: `the one risk there is to accept is called ${RISK}: after the change nobody may be able to log in.`,
    next: `write --accept-risk=${RISK}, or leave it out.`,
  });
}

function notDeployed(state: State, server: string): KitError {
  return new KitError({
    code: 'E_NOT_DEPLOYED',
    what: `${server} was not deployed from here.`,
    why: `${state.dir} does not know its address.`,
    next: 'run ./sclerite deploy first; for a server deployed from another machine, bring its state directory along.',
  });
}
