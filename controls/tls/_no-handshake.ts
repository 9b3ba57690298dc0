import type { OutsideWeb } from '../../facts/outside-web.ts';
import { cannotTell, type Verdict } from '../control.ts';

export const withoutHandshake = ({ address, name, because }: OutsideWeb): string =>
  `TLS to ${address}:443 for ${name}: no handshake (${because ?? 'no reason given'})`;

/** Where nothing is served, `tls.certificate-valid` fails; the others have nothing to look at. */
export const noHandshake = (web: OutsideWeb): Verdict => cannotTell(withoutHandshake(web));
