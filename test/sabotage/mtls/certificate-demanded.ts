import type { Sabotage } from '../sabotage.ts';
import { loadAgain, loadChanged } from './_loaded.ts';

/** Asked for and not insisted on: a certificate that is shown must still be a good one. */
export default {
  control: 'mtls.certificate-demanded',
  break: loadChanged('s/ssl_verify_client on;/ssl_verify_client optional;/'),
  repair: loadAgain,
} satisfies Sabotage;
