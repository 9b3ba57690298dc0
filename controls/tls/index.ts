import type { Control } from '../control.ts';
import certificateValid from './certificate-valid.ts';
import chainComplete from './chain-complete.ts';
import ciphersModern from './ciphers-modern.ts';
import hstsOn from './hsts-on.ts';
import keyEcdsa from './key-ecdsa.ts';
import keyPrivate from './key-private.ts';
import namesExact from './names-exact.ts';
import notExpiring from './not-expiring.ts';
import plainRedirects from './plain-redirects.ts';
import protocolsModern from './protocols-modern.ts';
import renewalOn from './renewal-on.ts';
import renewalWorks from './renewal-works.ts';
import servedIsNewest from './served-is-newest.ts';

export default [
  certificateValid,
  notExpiring,
  chainComplete,
  namesExact,
  keyEcdsa,
  keyPrivate,
  servedIsNewest,
  renewalOn,
  renewalWorks,
  protocolsModern,
  ciphersModern,
  hstsOn,
  plainRedirects,
] as readonly Control[];
