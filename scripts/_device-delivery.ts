import type { Config } from '../config/config.ts';
import {
  DELIVERED,
  deliveryScript,
  NOT_ASKING,
  NOT_TAKEN_UP,
  REFUSED,
  STANDS_STILL,
} from '../devices/delivery-script.ts';
import { devicesOf } from '../devices/files.ts';
import { quoteRemote } from '../edges/escape.ts';
import { readServerRecord } from '../edges/server-record.ts';
import type { State } from '../edges/state-dir.ts';
import { formatError } from '../policy/errors.ts';
import { devicesCrl } from '../proxy/paths.ts';
import { targetOf } from '../verify/targets.ts';
import { adminLink } from './_admin-link.ts';

/** What became of the list on one server. */
export interface Delivery {
  readonly server: string;
  /** One line for the report. */
  readonly text: string;
  /** Absent: no revoked device gets in there. */
  readonly problem?: string;
}

/** A revocation does not wait for a server that boots: who was not reached is named, and the command repeated. */
const LOGIN_SECONDS = 15;

/** Others who revoke at the same time publish lists of their own; nobody revokes faster than this is delivered. */
const NEWER_AT_MOST = 5;

/** Brings the list as it stands to every server that asks for certificates, all at once. Never throws for one of them. */
export async function deliverList(config: Config, state: State): Promise<readonly Delivery[]> {
  const asking = config.servers.filter(({ exposure }) => exposure === 'mtls').map(({ name }) => name);
  return Promise.all(
    asking.map(async (server): Promise<Delivery> => {
      if (readServerRecord(state, server) === undefined) return { server, text: 'not deployed yet' };
      try {
        return { server, ...(await deliverTo(config, state, server)) };
      } catch (error) {
        return { server, text: 'not reached', problem: formatError(error) };
      }
    }),
  );
}

async function deliverTo(config: Config, state: State, server: string): Promise<Omit<Delivery, 'server'>> {
  const link = await adminLink(config, state, targetOf(config, state, server));
  try {
    await link.login(LOGIN_SECONDS);
    const label = 'the new revocation list';
    for (let times = 1; ; times += 1) {
      const input = standing(state);
      const { exitCode, stderr } = await link.root(deliveryScript(devicesCrl), { label, input, timeoutMs: 60_000 });
      // Read again after it was written there: of two that revoke at once, the one that comes last brings both revocations.
      if (standing(state) === input || times === NEWER_AT_MOST) {
        return outcome(exitCode, quoteRemote(stderr) || '(nothing)');
      }
    }
  } finally {
    await link.close();
  }
}

function standing(state: State): string {
  const crl = devicesOf(state)?.crl;
  if (crl === undefined) throw new Error('the list was there a moment ago');
  return crl;
}

function outcome(exitCode: number | null, words: string): Omit<Delivery, 'server'> {
  switch (exitCode) {
    case DELIVERED:
      return { text: 'the new list is in force' };
    case STANDS_STILL:
      return { text: 'the new list is there; nginx does not run, so nobody gets in' };
    case NOT_ASKING:
      return { text: 'does not ask for certificates yet; ./sclerite deploy changes that' };
    case REFUSED:
      return {
        text: 'not in force: nginx refuses its configuration',
        problem: `nginx -t, with the old list put back:\n${words}`,
      };
    case NOT_TAKEN_UP:
      return { text: 'nginx did not take up the new list', problem: words };
    default:
      return { text: 'the new list was not delivered', problem: `the program ended with ${exitCode}:\n${words}` };
  }
}
