import type { Config } from '../config/config.ts';
import { readBaselinePin } from '../edges/baseline-pin.ts';
import { knownFrom } from '../edges/known.ts';
import { acceptedHostKeys, pinsOf } from '../edges/known-hosts.ts';
import { addressesOf, readServerRecord } from '../edges/server-record.ts';
import type { State } from '../edges/state-dir.ts';
import { declare } from '../policy/declare.ts';
import { KitError } from '../policy/errors.ts';
import type { Target } from './target.ts';

/**
 * What there is to look at, as the last deploy left it in the state.
 *
 * @throws E_NOT_DEPLOYED for a server that was never handed over, E_HOST_KEY_UNKNOWN, E_STATE_DAMAGED
 */
export function targetOf(config: Config, state: State, server: string): Target {
  const record = readServerRecord(state, server);
  const [address, otherAddress] = record ? addressesOf(record) : [];
  if (record === undefined || address === undefined) {
    throw new KitError({
      code: 'E_NOT_DEPLOYED',
      what: `${server} was not deployed from here.`,
      why: `${state.dir} holds no address of it.`,
      next: 'run ./sclerite deploy first; for a server deployed from another machine, bring its state directory along.',
    });
  }
  const pins = pinsOf(state, server, record.serverId);
  const baseline = readBaselinePin(state, server, record.serverId);
  const declared = declare(config, server, {
    ...knownFrom(config, state),
    pinnedHostKeys: acceptedHostKeys(pins),
    ...(baseline !== undefined && { baseline }),
  });
  return {
    declared,
    suppressions: config.suppressions,
    address,
    otherAddress,
    serverId: record.serverId,
    image: record.image,
    publicViews:
      declared.exposure &&
      (async () =>
        (await import('./web.ts')).publicViews(state, declared, {
          ipv4: record.ipv4,
          ipv6: record.ipv6,
          reached: address,
        })),
    collectorDigest: async () => (await import('../policy/wanted-state.ts')).collectorDigest(declared),
  };
}
