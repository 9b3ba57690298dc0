import { accounts } from './accounts.ts';
import { authorizedKeys } from './authorized-keys.ts';
import { cloudFirewalls } from './cloud-firewalls.ts';
import { cloudServer } from './cloud-server.ts';
import type { Fact, FactResult } from './fact.ts';
import { fail2ban } from './fail2ban.ts';
import { hostFiles } from './host-files.ts';
import { hostKey } from './host-key.ts';
import { listeners } from './listeners.ts';
import { nftRuleset } from './nft-ruleset.ts';
import { outsidePorts } from './outside-ports.ts';
import { outsideSsh } from './outside-ssh.ts';
import { packages } from './packages.ts';
import { sshdEffective } from './sshd-effective.ts';
import { sshdFiles } from './sshd-files.ts';
import { sshdForAdmin } from './sshd-for-admin.ts';
import { sshdForAuditor } from './sshd-for-auditor.ts';
import { sshdJournal } from './sshd-journal.ts';
import { sudoers } from './sudoers.ts';
import { units } from './units.ts';

/** Every fact, by the name that controls use in `needs`. One line each; the file name is the same in kebab-case. */
export const facts = {
  accounts,
  authorizedKeys,
  cloudFirewalls,
  cloudServer,
  fail2ban,
  hostFiles,
  hostKey,
  listeners,
  nftRuleset,
  outsidePorts,
  outsideSsh,
  packages,
  sshdEffective,
  sshdFiles,
  sshdForAdmin,
  sshdForAuditor,
  sshdJournal,
  sudoers,
  units,
} as const;

export type FactId = keyof typeof facts;
export type FactValues = { readonly [Id in FactId]: (typeof facts)[Id] extends Fact<infer T> ? T : never };
/** What one server's facts came to. A fact nobody collected is absent. */
export type FactResults = { readonly [Id in FactId]?: FactResult<FactValues[Id]> };
