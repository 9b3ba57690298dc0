import { describe, expect, it } from 'vitest';
import type { Answer } from '../../edges/look-up.ts';
import { awaitRecords, type RecordsEdge } from '../../handover/steps/records.ts';
import type { PublicExposure } from '../../policy/declared.ts';
import { fake } from './_fake.ts';

const exposure: PublicExposure = {
  kind: 'tls',
  name: 'gw.example.com',
  authority: { directory: 'https://ca.example/dir', caa: 'ca.example' },
  challenge: 'http-01',
  profile: 'intermediate',
};
const caa = ['0 issue "ca.example; validationmethods=http-01"', '0 issuewild ";"'];
const values = (...found: string[]): Answer => ({ ok: true, values: found });

/** A world whose answer for A changes with each look; the clock moves only while somebody waits. */
function world(a: readonly Answer[], env: NodeJS.ProcessEnv = {}) {
  const edge = { looks: 0, waitedMs: 0 };
  const answers: RecordsEdge = {
    env,
    lookUp: async (_name, type) =>
      type === 'CAA' ? values(...caa) : (a[Math.min(edge.looks++, a.length - 1)] as Answer),
    now: () => edge.waitedMs,
    pause: async (ms) => {
      edge.waitedMs += ms;
    },
  };
  return { edge, answers };
}
const given = (change: Partial<PublicExposure> = {}) => fake({ declared: { exposure: { ...exposure, ...change } } });

describe('the records of a name', () => {
  it('are no question for a tunnel', async () => {
    const { handover, said } = fake();
    expect(await awaitRecords(handover, { lookUp: () => Promise.reject(new Error('asked')) })).toBe(true);
    expect(said).toEqual([]);
  });

  it('that are right are waited for not at all', async () => {
    const { handover, said } = given();
    const { edge, answers } = world([values('192.0.2.7')]);
    expect(await awaitRecords(handover, answers)).toBe(true);
    expect({ said, waited: edge.waitedMs }).toEqual({ said: ['DNS of gw.example.com'], waited: 0 });
  });

  it('that somebody else keeps are said as a zone file has them, and waited for', async () => {
    const { handover, said } = given();
    const { edge, answers } = world([values(), values(), values('192.0.2.7')]);
    expect(await awaitRecords(handover, answers)).toBe(true);
    expect(edge.waitedMs).toBe(10_000);
    expect(said).toContain('!   gw.example.com. 300 IN A 192.0.2.7');
    expect(said).toContain('!   gw.example.com. 300 IN CAA 0 issue "ca.example; validationmethods=http-01"');
    expect(said).toContain('  A is not there yet: 192.0.2.7, 300 s left');
  });

  it('that lead elsewhere are said with where, and the deploy goes on', async () => {
    const { handover, said } = given();
    const { edge, answers } = world([values('198.51.100.9')], { SCLERITE_DNS_WAIT_SECONDS: '20' });
    expect(await awaitRecords(handover, answers)).toBe(false);
    expect(edge.waitedMs).toBe(20_000);
    expect(said).toContain('! gw.example.com A leads to 198.51.100.9; it must be 192.0.2.7 alone');
    expect(said.at(-1)).toMatch(/handover gateway; until then: \.\/sclerite tunnel gateway/);
  });

  it('in a zone of ours are not asked for by hand, and waited for a minute', async () => {
    const { handover, said } = given({ zone: 'example.com' });
    const { edge, answers } = world([{ ok: false, because: 'ETIMEOUT from 198.51.100.1' }]);
    expect(await awaitRecords(handover, answers)).toBe(false);
    expect(edge.waitedMs).toBe(60_000);
    expect(said.join('\n')).not.toContain('set these records');
    expect(said).toContain('! gw.example.com A could not be asked for: ETIMEOUT from 198.51.100.1');
  });

  it('may lack CAA: a word about it, and no waiting', async () => {
    const { handover, said } = given();
    const lookUp: RecordsEdge['lookUp'] = async (_name, type) => (type === 'CAA' ? values() : values('192.0.2.7'));
    expect(await awaitRecords(handover, { ...world([]).answers, lookUp })).toBe(true);
    expect(said.at(-1)).toMatch(/^! gw\.example\.com CAA is not there yet/);
  });
});
