import type { Sabotage } from '../sabotage.ts';
import { ecKey, servedInstead, signed } from './_served.ts';

/** Not RSA: with that, nothing of TLS 1.2 would be left either, and another control would say so. */
export default {
  control: 'tls.key-ecdsa',
  ...servedInstead(`${ecKey('secp521r1')}
${signed('DNS:$name', '1 day ago', '89 days')}
cat new.pem issuer.pem >chain.pem`),
} satisfies Sabotage;
