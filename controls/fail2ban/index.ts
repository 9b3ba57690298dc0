import type { Control } from '../control.ts';
import actionInNftables from './action-in-nftables.ts';
import backendReads from './backend-reads.ts';
import banPolicy from './ban-policy.ts';
import bansEnforced from './bans-enforced.ts';
import bansPersist from './bans-persist.ts';
import nobodyIgnored from './nobody-ignored.ts';
import recidiveOn from './recidive-on.ts';
import recidiveReads from './recidive-reads.ts';
import serviceOn from './service-on.ts';
import sshdJailOn from './sshd-jail-on.ts';

export default [
  serviceOn,
  sshdJailOn,
  backendReads,
  actionInNftables,
  banPolicy,
  nobodyIgnored,
  recidiveOn,
  bansPersist,
  recidiveReads,
  bansEnforced,
] as readonly Control[];
