import type { Control } from '../control.ts';
import allowUsersExact from './allow-users-exact.ts';
import auditorCommandForced from './auditor-command-forced.ts';
import authorizedKeysExact from './authorized-keys-exact.ts';
import bannerShown from './banner-shown.ts';
import compressionOff from './compression-off.ts';
import cryptoModern from './crypto-modern.ts';
import daemonCurrent from './daemon-current.ts';
import deadSessionsEnd from './dead-sessions-end.ts';
import environmentClosed from './environment-closed.ts';
import filesPrivate from './files-private.ts';
import forwardingLocalOnly from './forwarding-local-only.ts';
import hostKeyOwn from './host-key-own.ts';
import hostKeysStrong from './host-keys-strong.ts';
import keyExchangePostQuantum from './key-exchange-post-quantum.ts';
import loginAlgorithmsExact from './login-algorithms-exact.ts';
import loginsLimited from './logins-limited.ts';
import loginsLogged from './logins-logged.ts';
import matchBlocksDeclared from './match-blocks-declared.ts';
import noShadowedDropIn from './no-shadowed-drop-in.ts';
import offersKeysOnly from './offers-keys-only.ts';
import onlyPublicKeys from './only-public-keys.ts';
import pamOn from './pam-on.ts';
import passwordAuthOff from './password-auth-off.ts';
import rhostsIgnored from './rhosts-ignored.ts';
import rootLoginOff from './root-login-off.ts';
import strangersLimited from './strangers-limited.ts';
import strictModes from './strict-modes.ts';
import versionBrief from './version-brief.ts';

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
  keyExchangePostQuantum,
  loginsLimited,
  loginsLogged,
  strangersLimited,
  loginAlgorithmsExact,
  matchBlocksDeclared,
  rhostsIgnored,
  strictModes,
  environmentClosed,
  pamOn,
  deadSessionsEnd,
  daemonCurrent,
  hostKeysStrong,
  filesPrivate,
  versionBrief,
  bannerShown,
  compressionOff,
] as readonly Control[];
