import { readBaselinePin, writeBaselinePin } from '../../edges/baseline-pin.ts';
import { quoteRemote } from '../../edges/escape.ts';
import { type Baseline, parseBaseline } from '../../facts/baseline.ts';
import { BASELINE_PROGRAM } from '../../facts/collector/baseline-program.ts';
import type { Handover } from '../context.ts';

/** `new`: there is none yet. `kept`: nothing changed since it was taken. `broken`: something did, or it is not ours. */
export type Trust = 'new' | 'kept' | 'broken';

/**
 * Whether the server is still what the last deploy left behind; asked before this one changes anything. What changes between this
 * and {@link keepBaseline} is the deploy's own doing.
 */
export async function judgeBaseline({ link, state, server, record, progress }: Handover): Promise<Trust> {
  const pinned = readBaselinePin(state, server, record.serverId);
  if (pinned === undefined) return 'new';
  const answer = await link.root(`exec ${BASELINE_PROGRAM} compare`, { label: 'the baseline' });
  if (answer.exitCode !== 0) {
    progress.warn(`the baseline of the last deploy cannot be compared: ${quoteRemote(answer.stderr)}`);
    return 'broken';
  }
  const baseline = parseBaseline(answer.stdout);
  const words = changes(pinned, baseline);
  if (words === undefined) return 'kept';
  progress.warn(`${words}; the baseline stays as it was. To accept: ./sclerite handover ${server} --accept-changes`);
  return 'broken';
}

function changes(pinned: string, { sha256, differences: [first, ...more] }: Baseline): string | undefined {
  if (sha256 !== pinned) return 'the baseline on the server is not the one that was taken here';
  if (first === undefined) return undefined;
  return `since the last deploy ${first.kind} ${first.name} was ${first.change}${more.length > 0 ? `, and ${more.length} more` : ''}`;
}

/** Takes the baseline anew, and its digest home. Not where somebody else changed something: that is for a person to look at. */
export async function keepBaseline({ link, state, server, record }: Handover, trust: Trust): Promise<void> {
  if (trust === 'broken') return;
  const sha256 = (await link.must(`${BASELINE_PROGRAM} take`, { label: 'taking the baseline' })).trim();
  if (readBaselinePin(state, server, record.serverId) !== sha256) {
    writeBaselinePin(state, server, record.serverId, sha256);
  }
}
