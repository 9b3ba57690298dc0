import type { Control } from '../control.ts';
import adminSudoPassword from './admin-sudo-password.ts';
import atRestricted from './at-restricted.ts';
import auditorPowerless from './auditor-powerless.ts';
import cronRestricted from './cron-restricted.ts';
import cronTablesPrivate from './cron-tables-private.ts';
import databasesPrivate from './databases-private.ts';
import emptyPasswordsRefused from './empty-passwords-refused.ts';
import gatewayUserPowerless from './gateway-user-powerless.ts';
import groupsExact from './groups-exact.ts';
import homesPrivate from './homes-private.ts';
import identitiesUnique from './identities-unique.ts';
import loginDefaults from './login-defaults.ts';
import noExtraLogin from './no-extra-login.ts';
import noNopasswd from './no-nopasswd.ts';
import noTrustFiles from './no-trust-files.ts';
import noUnownedFiles from './no-unowned-files.ts';
import nothingWorldWritable from './nothing-world-writable.ts';
import oneRoot from './one-root.ts';
import operatorsNeverExpire from './operators-never-expire.ts';
import passwordsChecked from './passwords-checked.ts';
import passwordsHashed from './passwords-hashed.ts';
import passwordsShadowed from './passwords-shadowed.ts';
import rootLikeGroupsEmpty from './root-like-groups-empty.ts';
import rootLocked from './root-locked.ts';
import rootPathSafe from './root-path-safe.ts';
import setuidExact from './setuid-exact.ts';
import shellsIdleOut from './shells-idle-out.ts';
import suRestricted from './su-restricted.ts';
import sudoAsksAgain from './sudo-asks-again.ts';
import sudoEnvironmentClean from './sudo-environment-clean.ts';
import sudoGuessingLimited from './sudo-guessing-limited.ts';
import sudoLogged from './sudo-logged.ts';
import sudoMembersExact from './sudo-members-exact.ts';
import sudoPathFixed from './sudo-path-fixed.ts';
import sudoUsesPty from './sudo-uses-pty.ts';
import sudoersPrivate from './sudoers-private.ts';
import umaskPrivate from './umask-private.ts';

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
  groupsExact,
  identitiesUnique,
  operatorsNeverExpire,
  passwordsHashed,
  passwordsShadowed,
  passwordsChecked,
  emptyPasswordsRefused,
  sudoPathFixed,
  sudoEnvironmentClean,
  sudoGuessingLimited,
  sudoAsksAgain,
  sudoUsesPty,
  sudoLogged,
  sudoersPrivate,
  suRestricted,
  loginDefaults,
  umaskPrivate,
  shellsIdleOut,
  homesPrivate,
  noTrustFiles,
  databasesPrivate,
  rootPathSafe,
  cronRestricted,
  cronTablesPrivate,
  atRestricted,
  setuidExact,
  noUnownedFiles,
  nothingWorldWritable,
] as readonly Control[];
