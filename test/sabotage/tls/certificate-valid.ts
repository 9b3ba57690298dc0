import type { Sabotage } from '../sabotage.ts';
import { ecKey, servedInstead } from './_served.ts';

/** Right in everything, and signed by itself. */
export default {
  control: 'tls.certificate-valid',
  ...servedInstead(`${ecKey()}
openssl req -x509 -new -key new.key -subj "/CN=$name" -addext "subjectAltName=DNS:$name" -days 60 -out chain.pem`),
} satisfies Sabotage;
