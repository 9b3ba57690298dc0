import { connect } from 'node:net';
import type { Reading } from '../facts/fact.ts';

export interface PortResult {
  readonly port: number;
  /** `open`: something accepted. `closed`: something said no. `silent`: no answer at all within the time limit. */
  readonly state: 'open' | 'closed' | 'silent';
  readonly ms: number;
}

/**
 * How long silence must last. A first SYN is repeated by the kernel only after a second, so each port is tried twice, a little
 * apart, to survive one lost packet. Blind spot: two lost packets make an open port look silent.
 */
const SILENCE_MS = 500;
const SECOND_TRY_AFTER_MS = 120;

/** What a stranger sees: a TCP connection tried to each port, all at once. Nothing is sent over one that opens. */
export async function probePorts(address: string, ports: readonly number[]): Promise<Reading> {
  const begun = performance.now();
  const results = await Promise.all(ports.map((port) => probePort(address, port)));
  return {
    kind: 'view',
    value: { address, results },
    at: Math.floor(Date.now() / 1000),
    ms: Math.round(performance.now() - begun),
  };
}

async function probePort(address: string, port: number): Promise<PortResult> {
  const begun = performance.now();
  const state = await new Promise<PortResult['state']>((resolve) => {
    const sockets = [attempt()];
    const again = setTimeout(() => sockets.push(attempt()), SECOND_TRY_AFTER_MS);
    const giveUp = setTimeout(() => settle('silent'), SILENCE_MS);
    function settle(outcome: PortResult['state']) {
      clearTimeout(again);
      clearTimeout(giveUp);
      for (const socket of sockets) socket.destroy();
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
