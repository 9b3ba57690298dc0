import { randomBytes } from 'node:crypto';
import { quoteRemote } from '../edges/escape.ts';
import { patient } from '../edges/patience.ts';
import type { RunResult } from '../edges/ssh.ts';
import type { Difference } from '../policy/diff.ts';
import { KitError } from '../policy/errors.ts';
import { rollbackPlan } from '../policy/rollback-plan.ts';
import {
  armedScript,
  armScript,
  confirmScript,
  GUARD_EXIT,
  parseRollback,
  ROLLBACK_RECORD,
  type Rollback,
  rollBackScript,
} from '../policy/rollback-script.ts';
import { GUARD, type Handover } from './context.ts';

/** The longest guard there is, and what it takes to end it. */
const OTHERS_MS = patient(1_000_000);
/** A login takes a second; a restarting sshd some more. The rest of the time is for the way back. */
const FRESH_LOGIN_SECONDS = patient(30);
const ASK_SECONDS = patient(15);
/** What a rollback itself may take after its time has come: it restarts what read the files. */
const ROLLBACK_SECONDS = patient(20);
const RETURN_SECONDS = patient(90);

/**
 * Makes a change that could lock everybody out. The server keeps copies and takes the change back by itself, after a time and at
 * a reboot, unless a login from the beginning (a new connection, a new key exchange, the admin's key, sudo's password) says in
 * time that the way in still works. Whether this process lives until then does not matter.
 *
 * @param change what it does; what it throws is thrown on, once it is sure that the way in still works
 * @throws E_NO_WAY_BACK before anything was changed, E_ROLLED_BACK, E_UNCONFIRMED when the server cannot be reached afterwards
 */
export async function guarded<T>(
  handover: Handover,
  differences: readonly Difference[],
  change: () => Promise<T>,
): Promise<T> {
  const { link, progress } = handover;
  const { seconds } = handover.guard ?? GUARD;
  const id = randomBytes(12).toString('hex');
  if (!(await arm(handover, differences, id))) {
    const done = await change();
    await link.prove(FRESH_LOGIN_SECONDS);
    return done;
  }
  progress.detail(`armed: without a fresh login the server takes it back in ${seconds} s`);
  const armedAt = performance.now();
  const [outcome] = await Promise.allSettled([change()]);
  const answer = await confirm(handover, id, Math.min(FRESH_LOGIN_SECONDS, seconds / 2));
  if (answer !== 'kept') {
    if (answer !== 'rolled back') await takeBack(handover, armedAt + (seconds + ROLLBACK_SECONDS) * 1000, answer);
    throw rolledBack(handover, await recordOf(handover), answer === 'rolled back' ? undefined : answer);
  }
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** @returns false: it cannot be taken back, and the operator means it all the same */
async function arm(handover: Handover, differences: readonly Difference[], id: string): Promise<boolean> {
  const { link, progress, wanted, server } = handover;
  const { seconds, isRiskAccepted } = handover.guard ?? GUARD;
  const script = armScript(rollbackPlan(differences, wanted), id, seconds);
  for (let tries = 1; ; tries += 1) {
    const { exitCode, stderr, stdout } = await link.root(script, { label: 'arming the rollback' });
    if (exitCode === 0) return true;
    if (exitCode === GUARD_EXIT.busy && tries <= 3) {
      await awaitOtherGuard(handover);
      continue;
    }
    const words = quoteRemote(stderr || stdout) || `it ended with ${exitCode} and said nothing`;
    if (isRiskAccepted) {
      progress.warn(`going on without a way back, as --accept-risk=lose-ssh says: ${words}`);
      return false;
    }
    throw new KitError({
      code: 'E_NO_WAY_BACK',
      what: `${server} was not changed: if the change locked everybody out, it could not be taken back.`,
      why: `${differences.map(({ what }) => what).join(', ')} could cut the connection, and the rollback could not be armed:\n${words}`,
      next: `correct the cause and run it again; or, if losing SSH is no loss: ./sclerite converge ${server} --accept-risk=lose-ssh`,
      exitCode: 2,
    });
  }
}

/** @returns `kept`, `rolled back`, or why there was no fresh login */
async function confirm({ link, progress }: Handover, id: string, seconds: number): Promise<string> {
  progress.step('logging in from the beginning: only that keeps the change');
  try {
    await link.prove(seconds);
    const { exitCode, stderr } = await link.root(confirmScript(id), {
      label: 'keeping the change',
      timeoutMs: (seconds + ASK_SECONDS) * 1000,
      lostAtMost: 1,
    });
    if (exitCode === 0) return 'kept';
    if (exitCode === GUARD_EXIT.rolledBack) return 'rolled back';
    return `the change could not be confirmed: ${stderr.trim() || `it ended with ${exitCode}`}`;
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    return `${error.message} (${error.code})`;
  }
}

/** At once over the connection from before the change, where there is one; else when the time is over. */
async function takeBack(handover: Handover, latest: number, because: string): Promise<void> {
  const { link, progress, server } = handover;
  progress.warn(`no fresh login after the change: ${because}`);
  if (!(link.isOpen && (await ask(handover, because)))) {
    const left = Math.ceil((latest - performance.now()) / 1000);
    progress.step(`${server} takes the change back by itself: waiting for it, ${left} s at most`);
    await pause(Math.max(0, latest - performance.now()));
  }
  try {
    await link.login(RETURN_SECONDS);
  } catch (cause) {
    if (!(cause instanceof KitError)) throw cause;
    throw new KitError({
      code: 'E_UNCONFIRMED',
      what: `${server} was changed and cannot be reached; the change was not confirmed, so by now it has taken it back.`,
      why: `after the change: ${because}\nafter the time for a rollback: ${cause.message} (${cause.code}) ${cause.why}`,
      next: `run it again when the network is back: it says what was rolled back. If ${server} stays out of reach, the provider's console has a login: sudo journalctl -u sclerite-rollback.`,
      cause,
    });
  }
}

async function ask({ link, progress }: Handover, because: string): Promise<boolean> {
  progress.step('rolling back, over the connection from before the change');
  try {
    const { exitCode, stderr } = await link.root(rollBackScript, {
      label: 'rolling back',
      input: because,
      timeoutMs: ASK_SECONDS * 1000,
      lostAtMost: 1,
    });
    if (exitCode === 0) return true;
    progress.detail(`it ended with ${exitCode}: ${stderr.trim()}`);
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    progress.detail(`${error.message} (${error.code})`);
  }
  return false;
}

/** Another run made a change and has not confirmed it: it will, or the server takes it back. @throws E_BUSY */
export async function awaitOtherGuard({ link, progress, server }: Handover): Promise<void> {
  let isFirst = true;
  for (const begun = performance.now(); ; ) {
    const left = (await link.must(armedScript, { label: 'looking for a change under way' })).trim();
    if (left === '') return;
    if (!/^-?\d+$/.test(left)) throw new Error(`the server's answer is no number of seconds: ${left.slice(0, 80)}`);
    if (isFirst) {
      progress.step(
        `another run is changing ${server}: waiting until its change is confirmed or taken back, ${left} s`,
      );
    }
    isFirst = false;
    if (Number(left) < -ROLLBACK_SECONDS) {
      progress.step('a change that nobody confirmed is still there: rolling it back');
      await link.must(rollBackScript, { label: 'rolling back', input: 'its time was over, and it was still there' });
      return;
    }
    if (performance.now() - begun > OTHERS_MS) throw busy(server);
    await pause(500);
  }
}

function busy(server: string): KitError {
  return new KitError({
    code: 'E_BUSY',
    what: `Others change ${server} all the time.`,
    why: 'each time their change was over, another one had begun.',
    next: 'find out who else runs deploy or converge, then run this again.',
  });
}

async function recordOf({ link }: Handover): Promise<Rollback | undefined> {
  const { stdout }: RunResult = await link.root(`if [ -e ${ROLLBACK_RECORD} ]; then cat ${ROLLBACK_RECORD}; fi`, {
    label: 'reading what was rolled back',
  });
  return parseRollback(stdout);
}

function rolledBack({ server }: Handover, record: Rollback | undefined, because: string | undefined): KitError {
  return new KitError({
    code: 'E_ROLLED_BACK',
    what: `The change of ${server} was rolled back: it is as it was before.`,
    why: [
      ...(because === undefined || record?.why === 'asked' ? [] : [because]),
      ...(record ? sentencesOf(record) : [`${server} has no record of it: somebody confirmed or removed it.`]),
    ].join('\n'),
    next: `what is wanted locks somebody out: correct it in the config, then run it again. On the server: sudo cat ${ROLLBACK_RECORD}`,
    exitCode: 2,
  });
}

/** What was rolled back, when and why. */
export function sentencesOf({ at, why, words, trouble, changes }: Rollback): readonly string[] {
  const reason = {
    timer: 'nobody logged in afresh in time to confirm it',
    boot: 'the machine was started again before anybody had confirmed it',
    asked: `a fresh login failed right after it: ${words}`,
  }[why];
  return [
    `rolled back on ${new Date(at * 1000).toISOString().replace('.000', '')}: ${changes.join(', ')}`,
    `because ${reason}`,
    ...trouble.map((line) => `could not be brought back: ${line}`),
  ];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
