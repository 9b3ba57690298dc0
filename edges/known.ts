import type { Config } from '../config/config.ts';
import { devicesOf } from '../devices/files.ts';
import type { Known } from '../policy/declare.ts';
import { accountOf } from './acme-account.ts';
import { storedCaller } from './caller-address.ts';
import type { State } from './state-dir.ts';

/**
 * What the last synth found out about the world, as it lies in the state: everybody who declares a server must know the same,
 * or their wanted states differ. No request.
 */
export function knownFrom(config: Config, state: State): Omit<Known, 'pinnedHostKeys'> {
  const exposed = config.servers.filter(({ exposure }) => exposure !== 'tunnel');
  const account = exposed.length > 0 ? accountOf(state, config.tls.authority)?.url : undefined;
  const devices = exposed.some(({ exposure }) => exposure === 'mtls') ? devicesOf(state) : undefined;
  return { caller: storedCaller(config, state), ...(account && { account }), ...(devices && { devices }) };
}
