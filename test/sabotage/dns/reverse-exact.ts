import type { ApiCall, Sabotage } from '../sabotage.ts';

const leadTo = (name: string): ApiCall => ({
  where: 'api',
  method: 'POST',
  path: '/servers/{server}/actions/change_dns_ptr',
  body: { ip: '{ipv4}', dns_ptr: name },
});

export default {
  control: 'dns.reverse-exact',
  break: leadTo('static.example.net'),
  repair: leadTo('{name}.sclerite.test'),
} satisfies Sabotage;
