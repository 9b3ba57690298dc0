import type { Control } from '../control.ts';
import adminSudoPassword from './admin-sudo-password.ts';
import auditorPowerless from './auditor-powerless.ts';
import gatewayUserPowerless from './gateway-user-powerless.ts';
import noExtraLogin from './no-extra-login.ts';
import noNopasswd from './no-nopasswd.ts';
import oneRoot from './one-root.ts';
import rootLikeGroupsEmpty from './root-like-groups-empty.ts';
import rootLocked from './root-locked.ts';
import sudoMembersExact from './sudo-members-exact.ts';

export default [
  noNopasswd,
  sudoMembersExact,
  adminSudoPassword,
  rootLocked,
  oneRoot,
  rootLikeGroupsEmpty,
  auditorPowerless,
  gatewayUserPowerless,
  noExtraLogin,
] as readonly Control[];
