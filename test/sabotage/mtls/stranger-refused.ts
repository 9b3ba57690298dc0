import type { Sabotage } from '../sabotage.ts';
import { loadAgain, loadChanged } from './_loaded.ts';

/** Whoever shows a certificate that nobody vouches for is welcome all the same; one that was revoked is not. */
const WELCOME = [
  'error_page 495 = @welcome;',
  'location @welcome {',
  'if ($ssl_client_verify ~ revoked) { return 400; }',
  'return 204;',
  '}',
].join(' ');

export default {
  control: 'mtls.stranger-refused',
  break: loadChanged(`s/^ *ssl_verify_client on;/& ${WELCOME}/`),
  repair: loadAgain,
} satisfies Sabotage;
