import { expect, it } from 'vitest';
import type { Reading } from '../../facts/fact.ts';
import type { Declared } from '../../policy/declared.ts';
import { KitError } from '../../policy/errors.ts';
import { gather } from '../../verify/gather.ts';
import type { Eyes, Target } from '../../verify/target.ts';

const NOW = 1_800_000_000;
const target = {
  declared: { server: 'web-1' } as Declared,
  collectorDigest: async () => 'd1',
  address: '192.0.2.7',
} as Target;
const sshd: Reading = { kind: 'command', argv: ['sshd'], exit: 0, stdout: 'port 22\n', stderr: '', at: NOW - 1, ms: 9 };
const view = (value: unknown): Reading => ({ kind: 'view', value, at: 12, ms: 1 });

function documentOf(digest: string): string {
  const body = JSON.stringify({
    now: NOW,
    host: { name: 'web-1', kernel: '6' },
    digest,
    readings: { sshdEffective: sshd },
  });
  return `sclerite-facts 1 ${Buffer.byteLength(body)}\n${body}`;
}

const handshake = { hostKey: 'ssh-ed25519 AAAA', methodsOffered: ['publickey'], kex: 'curve25519-sha256' };
const eyes = (over: Partial<Eyes> = {}): Eyes => ({
  host: async () => ({ document: documentOf('d1'), handshake }),
  ports: async () => view({ results: [] }),
  cloud: async () => ({ cloudServer: view({}), cloudFirewalls: view({}) }),
  ...over,
});
const refused = new KitError({ code: 'E_SSH_REFUSED', what: 'web-1 refuses.', why: 'sshd is down.', next: 'wait' });

it('puts the three views together, on the clock of the server', async () => {
  const { readings, now, problem } = await gather(target, eyes(), false);
  expect(now).toBe(NOW);
  expect(problem).toBeUndefined();
  expect(readings).toMatchObject({
    sshdEffective: sshd,
    outsideSsh: { kind: 'view', value: handshake, at: NOW },
    outsidePorts: { kind: 'view', at: NOW },
    cloudServer: { kind: 'view', at: NOW },
  });
});

it('asks for fresh facts when told to', async () => {
  const asked: boolean[] = [];
  const listening = eyes({
    host: (seen, fresh, onAsked) => {
      asked.push(fresh);
      return eyes().host(seen, fresh, onAsked);
    },
  });
  await gather(target, listening, true);
  expect(asked).toEqual([true]);
});

it('leaves the processor to the handshake until the question is on its way', async () => {
  const order: string[] = [];
  const careful = eyes({
    host: async (seen, fresh, onAsked) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('asked');
      onAsked(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('answered');
      return eyes().host(seen, fresh, onAsked);
    },
    ports: async () => {
      order.push('ports');
      return view({ results: [] });
    },
    cloud: () => {
      order.push('cloud');
      return eyes().cloud(target);
    },
  });
  const loading: Target = {
    ...target,
    collectorDigest: async () => {
      order.push('controls');
      return 'd1';
    },
  };
  await gather(loading, careful, false);
  expect(order.indexOf('ports')).toBe(0);
  expect(order.slice(1, 2)).toEqual(['asked']);
  expect(order.slice(2, 4).sort()).toEqual(['cloud', 'controls']);
  expect(order.at(-1)).toBe('answered');
});

it('keeps looking through the other eyes when the host cannot be reached, and says why', async () => {
  const { readings, problem } = await gather(target, eyes({ host: () => Promise.reject(refused) }), false);
  expect(problem).toBe(refused);
  expect(readings.sshdEffective).toMatchObject({ kind: 'unreadable', because: 'web-1 refuses. sshd is down.' });
  expect(readings.outsideSsh).toMatchObject({ kind: 'unreadable' });
  expect(readings.outsidePorts).toMatchObject({ kind: 'view' });
});

it('believes nothing that another version of the collector says', async () => {
  const old = eyes({ host: async () => ({ document: documentOf('d0'), handshake }) });
  const { readings } = await gather(target, old, false);
  expect(readings.sshdEffective).toMatchObject({
    because: expect.stringContaining('another version of the collector'),
  });
  expect(readings.outsideSsh).toMatchObject({ kind: 'view' });
});

it('turns a cut answer into a problem, not into facts', async () => {
  const cut = eyes({ host: async () => ({ document: documentOf('d1').slice(0, -5), handshake }) });
  expect((await gather(target, cut, false)).problem?.code).toBe('E_FACTS_TRUNCATED');
});

it('asks the web and DNS about an exposed server only, once the question is on its way', async () => {
  expect((await gather(target, eyes(), false)).readings).not.toHaveProperty('outsideWeb');
  const publicViews = async () => ({ outsideWeb: view({ name: 'x' }), outsideDns: view({ answers: [] }) });
  const { readings } = await gather({ ...target, publicViews }, eyes(), false);
  expect(readings).toMatchObject({ outsideWeb: { value: { name: 'x' }, at: NOW }, outsideDns: { at: NOW } });
});

it('keeps why the web could not be looked at', async () => {
  const { readings } = await gather({ ...target, publicViews: () => Promise.reject(refused) }, eyes(), false);
  expect(readings.outsideWeb).toMatchObject({ kind: 'unreadable', because: 'web-1 refuses. sshd is down.' });
  expect(readings.outsideDns).toMatchObject({ kind: 'unreadable' });
  expect(readings.outsidePorts).toMatchObject({ kind: 'view' });
});

it('lets a bug be a bug', async () => {
  const bug = eyes({ host: () => Promise.reject(new TypeError('x is undefined')) });
  await expect(gather(target, bug, false)).rejects.toThrow('x is undefined');
});
