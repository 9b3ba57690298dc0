import type { Sabotage } from '../sabotage.ts';
import { ecKey, servedInstead, signed } from './_served.ts';

export default {
  control: 'tls.not-expiring',
  ...servedInstead(`${ecKey()}
${signed('DNS:$name', '85 days ago', '5 days')}
cat new.pem issuer.pem >chain.pem`),
} satisfies Sabotage;
