import type { Config } from '../config/config.ts';
import { secretStore } from '../edges/secret-store.ts';
import { findIdentity } from '../edges/ssh-identity.ts';
import type { State } from '../edges/state-dir.ts';
import { SUDO_PASSWORD } from '../handover/context.ts';
import { createLink, type Link } from '../handover/link.ts';
import type { Target } from '../verify/target.ts';

/** The admin's way to a server that was handed over: its pinned keys, its sudo password. Nobody has logged in yet. */
export async function adminLink(config: Config, state: State, target: Target): Promise<Link> {
  const { declared, address, otherAddress } = target;
  return createLink({
    target: {
      name: declared.server,
      host: address,
      user: config.admin,
      otherHost: otherAddress,
      keyExchange: declared.keyExchange,
    },
    identity: await findIdentity(config.operators),
    accept: () => declared.pinnedHostKeys,
    password: () => secretStore(state, declared.server).read(SUDO_PASSWORD),
  });
}
