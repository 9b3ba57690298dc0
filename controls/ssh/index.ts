import type { Control } from '../control.ts';
import allowUsersExact from './allow-users-exact.ts';
import auditorCommandForced from './auditor-command-forced.ts';
import authorizedKeysExact from './authorized-keys-exact.ts';
import cryptoModern from './crypto-modern.ts';
import forwardingLocalOnly from './forwarding-local-only.ts';
import hostKeyOwn from './host-key-own.ts';
import loginsLimited from './logins-limited.ts';
import loginsLogged from './logins-logged.ts';
import noShadowedDropIn from './no-shadowed-drop-in.ts';
import offersKeysOnly from './offers-keys-only.ts';
import onlyPublicKeys from './only-public-keys.ts';
import passwordAuthOff from './password-auth-off.ts';
import rootLoginOff from './root-login-off.ts';

export default [
  passwordAuthOff,
  onlyPublicKeys,
  offersKeysOnly,
  rootLoginOff,
  allowUsersExact,
  authorizedKeysExact,
  hostKeyOwn,
  auditorCommandForced,
  forwardingLocalOnly,
  noShadowedDropIn,
  cryptoModern,
  loginsLimited,
  loginsLogged,
] as readonly Control[];
