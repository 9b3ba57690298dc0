import type { ApiCall, Sabotage } from '../sabotage.ts';

/** One address more: every second visitor is sent to somebody else. */
const call = (verb: 'add_records' | 'remove_records'): ApiCall => ({
  where: 'api',
  method: 'POST',
  path: `/zones/sclerite.test/rrsets/{name}/A/actions/${verb}`,
  body: { records: [{ value: '198.51.100.7' }] },
});

export default {
  control: 'dns.addresses-exact',
  break: call('add_records'),
  repair: call('remove_records'),
} satisfies Sabotage;
