import type { Sabotage } from '../sabotage.ts';
import { loadAgain, loadChanged } from './_loaded.ts';

export default {
  control: 'mtls.revoked-refused',
  break: loadChanged('/^ *ssl_crl /d'),
  repair: loadAgain,
} satisfies Sabotage;
