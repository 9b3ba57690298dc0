import type { Sabotage } from '../sabotage.ts';
import { ecKey, servedInstead, signed } from './_served.ts';

export default {
  control: 'tls.names-exact',
  ...servedInstead(`${ecKey()}
${signed('DNS:$name,DNS:other.example.com', '1 day ago', '89 days')}
cat new.pem issuer.pem >chain.pem`),
} satisfies Sabotage;
