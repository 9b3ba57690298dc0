import type { ApiCall, Sabotage } from '../sabotage.ts';

/** A second CA may sign, for whoever asks it; the first still may, so that renewal goes on. */
const call = (verb: 'add_records' | 'remove_records'): ApiCall => ({
  where: 'api',
  method: 'POST',
  path: `/zones/sclerite.test/rrsets/{name}/CAA/actions/${verb}`,
  body: { records: [{ value: '0 issue "other.example"' }] },
});

export default {
  control: 'dns.caa-exact',
  break: call('add_records'),
  repair: call('remove_records'),
} satisfies Sabotage;
