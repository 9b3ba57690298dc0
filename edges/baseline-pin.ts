import { z } from 'zod';
import type { State } from './state-dir.ts';

/** The digest of a server's baseline, kept here so that root over there cannot quietly take another one. */
const Pin = z.strictObject({
  /** The cloud's id of the server: another id is another machine. */
  serverId: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const file = (server: string) => `servers/${server}/baseline.json`;

/** undefined: none was taken from exactly this machine. @throws E_STATE_DAMAGED */
export function readBaselinePin(state: State, server: string, serverId: number): string | undefined {
  const pin = state.readJson(file(server), Pin);
  return pin?.serverId === serverId ? pin.sha256 : undefined;
}

export const writeBaselinePin = (state: State, server: string, serverId: number, sha256: string): void =>
  state.writeJson(file(server), Pin.parse({ serverId, sha256 }));

/** The next handover takes whatever it finds for good. */
export const forgetBaselinePin = (state: State, server: string): void => state.remove(file(server));
