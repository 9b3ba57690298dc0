import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import type { Reading } from '../facts/fact.ts';

export interface PortResult {
  readonly port: number;
  /** `open`: something accepted. `closed`: something said no. `silent`: no answer at all within the time limit. */
  readonly state: 'open' | 'closed' | 'silent';
  readonly ms: number;
}

/**
 * How long silence must last, in milliseconds: at least this, and three times as long as the quickest port took to answer, for
 * all are as far away; or the longest while nobody answers at all. A first SYN is repeated by the kernel only after a second, so
 * each port is tried twice, a little apart, to survive one lost packet. Blind spot: two lost packets make an open port look
 * silent.
 */
const SILENCE_MS = 300;
const LONGEST_SILENCE_MS = 1_000;
const ANSWER_TIMES = 3;
const SECOND_TRY_AFTER_MS = 120;

/** A port that somebody else connects to meanwhile. */
export interface KnownPort {
  readonly port: number;
  /** Milliseconds until it accepted; undefined when it did not. */
  readonly ms: Promise<number | undefined>;
}

/**
 * What a stranger sees: a TCP connection tried to each port, all at once. Nothing is sent over one that opens.
 *
 * @param known not tried again if it answered: sshd counts each connection without a login, and turns the address away for a
 *   while after fifteen (PerSourcePenalties)
 */
export async function probePorts(address: string, ports: readonly number[], known?: KnownPort): Promise<Reading> {
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const { promise: over, resolve: end } = Promise.withResolvers<'silent'>();
  let timer = setTimeout(() => end('silent'), LONGEST_SILENCE_MS);
  let hasAnswered = false;
  const onAnswer = (ms: number) => {
    if (hasAnswered) return;
    hasAnswered = true;
    clearTimeout(timer);
    const total = Math.min(LONGEST_SILENCE_MS, Math.max(SILENCE_MS, SECOND_TRY_AFTER_MS + ANSWER_TIMES * ms));
    timer = setTimeout(() => end('silent'), total - since());
  };
  const ask = async (port: number): Promise<PortResult> => {
    if (port !== known?.port) return probePort(address, port, over, onAnswer);
    const ms = await known.ms;
    // It is known late that nobody was let in, perhaps after all the others: it has a time of its own.
    if (ms === undefined) return probePort(address, port, after(LONGEST_SILENCE_MS, 'silent' as const), onAnswer);
    onAnswer(ms);
    return { port, state: 'open', ms: Math.round(ms) };
  };
  const results = await Promise.all(ports.map(ask));
  clearTimeout(timer);
  return {
    kind: 'view',
    value: { address, results },
    at: Math.floor(Date.now() / 1000),
    ms: Math.round(since()),
  };
}

async function probePort(
  address: string,
  port: number,
  over: Promise<'silent'>,
  onAnswer: (ms: number) => void,
): Promise<PortResult> {
  const begun = performance.now();
  const state = await new Promise<PortResult['state']>((resolve) => {
    const sockets = [attempt()];
    const again = setTimeout(() => sockets.push(attempt()), SECOND_TRY_AFTER_MS);
    over.then(settle);
    function settle(outcome: PortResult['state']) {
      clearTimeout(again);
      for (const socket of sockets) socket.destroy();
      if (outcome !== 'silent') onAnswer(performance.now() - begun);
      resolve(outcome);
    }
    function attempt() {
      const socket = connect({ host: address, port });
      socket.once('connect', () => settle('open'));
      // A refusal is an answer; an unreachable network or host is silence, as seen from here.
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') settle('closed');
      });
      return socket;
    }
  });
  return { port, state, ms: Math.round(performance.now() - begun) };
}
