import type { Sabotage } from '../sabotage.ts';
import { ecKey, servedInstead, signed } from './_served.ts';

/** Clients find their way around a stray: it is still trusted, and still wrong. */
export default {
  control: 'tls.chain-complete',
  ...servedInstead(`${ecKey()}
${signed('DNS:$name', '1 day ago', '89 days')}
openssl req -x509 -new -key new.key -subj /CN=stray -days 60 -out stray.pem
cat new.pem stray.pem issuer.pem >chain.pem`),
} satisfies Sabotage;
