import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OwnLab } from '../own-lab.ts';
import type { Sabotage } from '../sabotage/sabotage.ts';
import { perform } from './act.ts';
import { leftovers } from './leftovers.ts';
import { look, verdicts } from './look.ts';
import { aboutDevices, aboutPasswords, needsSlowFacts } from './order.ts';
import { probeWhile } from './prober.ts';
import { NAME, PublicServer, UPGRADE, ZONE } from './public-server.ts';

const isRoot = process.getuid?.() === 0;

/** One server on its way: a public name with a password, devices with certificates, and nothing but SSH in the end. */
describe.skipIf(!isRoot)('a gateway with a public name (skipped unless root: it boots a machine)', () => {
  const lab = new OwnLab('scexp', '198.19.176.0/20');
  const server = new PublicServer(lab);

  beforeAll(() => server.begin());
  afterAll(async () => {
    await lab.remove();
    expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
  });

  /** Each control is broken, it alone notices, and it is mended: the next one would see what was left of it. */
  const isNoticed = async (id: string, whole: readonly string[]) => {
    const file = join(import.meta.dirname, '../sabotage', `${id.replace('.', '/')}.ts`);
    const { default: sabotage } = (await import(file)) as { default: Sabotage };
    const scene = await server.scene();
    await perform(sabotage.break, scene);
    let broken: string[];
    try {
      broken = verdicts(await look(lab, 'gateway'));
    } finally {
      await perform(sabotage.repair, scene);
    }
    const expected = [id, ...(sabotage.companions ?? [])].map((one) => `${one}: fail`);
    expect(broken.filter((line) => !whole.includes(line)).sort()).toEqual(expected.sort());
  };
  const wholeVerdicts = async () => {
    const results = await server.results();
    // What takes seconds to find out is not taken anew after a change, and what was found out before it does not count.
    const missing = results.filter(({ id, status }) => ['fail', 'cannot-tell'].includes(status) && !needsSlowFacts(id));
    expect(missing.map(({ id }) => id)).toEqual([]);
    return verdicts(results);
  };

  it('refuses a zone that the token cannot see, and a record that somebody else made, before anything is changed', async () => {
    server.configure({ exposure: 'tls', zone: 'elsewhere.test' });
    const unseen = await lab.run(['deploy', '--yes']);
    expect(unseen.exitCode).toBe(64);
    expect(unseen.stderr).toMatch(/E_ZONE_UNKNOWN/);
    const theirs = { name: 'gateway', type: 'A', records: [{ value: '198.51.100.7' }] };
    await lab.api('POST', `/zones/${ZONE}/rrsets`, theirs);
    server.configure({ exposure: 'tls' });
    const conflict = await lab.run(['deploy', '--yes']);
    expect(conflict.exitCode).toBe(64);
    expect(conflict.stderr).toMatch(/E_RECORD_CONFLICT/);
    expect(conflict.stderr).toContain(`${NAME} A 198.51.100.7`);
    const { servers } = await lab.api<{ servers: unknown[] }>('GET', '/servers');
    expect(servers).toEqual([]);
    const { rrset } = await lab.api<{ rrset: { records: { value: string }[] } }>(
      'GET',
      `/zones/${ZONE}/rrsets/gateway/A`,
    );
    expect(rrset.records.map(({ value }) => value)).toEqual(['198.51.100.7']);
    await lab.api('DELETE', `/zones/${ZONE}/rrsets/gateway/A`);
  });

  it('is born with its name and its password, with nobody let in on the way', async () => {
    server.configure({ exposure: 'tls' });
    const { counts, harm } = await probeWhile(server, () => server.deployed());
    expect(harm).toEqual([]);
    expect([...counts.keys()]).toEqual(expect.arrayContaining(['443: none', '443: 401', '80: none', '80: 308']));
    expect(await server.failing()).toEqual([]);
    await server.withoutSlowFacts();
  });

  it('asks everybody for the password, and passes on what knows it', async () => {
    expect(await server.ask('/', UPGRADE)).toBe(401);
    expect(await server.ask('/readyz')).toBe(401);
    expect(await server.ask('/', { ...UPGRADE, authorization: 'Basic b3BlbmNsYXc6Z3Vlc3NlZA==' })).toBe(401);
    expect(await server.ask('/', { ...UPGRADE, ...server.identity() })).toBe(101);
    expect(await server.ask('/readyz', server.identity())).toBe(404);
  });

  it('plans no change afterwards', async () => {
    expect((await lab.run(['plan'])).stdout).toMatch(/No changes/);
  });

  describe('with a password, every control of the public name notices its sabotage, and nobody else does', () => {
    let whole: string[];
    beforeAll(async () => {
      whole = await wholeVerdicts();
    });
    it.each(aboutPasswords)('%s', (id) => isNoticed(id, whole));
    it('is whole again after all of it', async () => {
      expect(verdicts(await server.results())).toEqual(whole);
    });
  });

  it('asks for devices instead, by a change that was cut off in the middle and finished by the next deploy', async () => {
    server.configure({ exposure: 'mtls' });
    const { harm } = await probeWhile(server, async () => {
      const cut = await server.deploy({ interruptAt: /: mending / });
      expect(cut.exitCode, cut.stderr.slice(-3000)).toBe(130);
      expect(cut.stderr).toMatch(/run the same command again/);
      await server.deployed();
    });
    expect(harm).toEqual([]);
    expect(await server.failing()).toEqual([]);
  });

  describe('with devices', () => {
    const certificateOf = (device: string) => {
      const pem = readFileSync(join(lab.scratch, `${device}.pem`), 'utf8');
      return { cert: pem, key: pem };
    };
    let whole: string[];
    beforeAll(async () => {
      for (const device of ['phone', 'laptop']) {
        const file = join(lab.scratch, `${device}.pem`);
        const { exitCode, stderr } = await lab.run(['device', 'issue', device, '--pem', '--output', file]);
        expect(exitCode, stderr).toBe(0);
      }
      whole = await wholeVerdicts();
    });

    it('lets in whoever has a certificate, and nobody who knows the old password', async () => {
      expect(await server.ask('/', UPGRADE)).toBe(400);
      expect(await server.ask('/', { ...UPGRADE, ...server.identity() })).toBe(400);
      expect(await server.ask('/', UPGRADE, certificateOf('phone'))).toBe(101);
      expect(await server.ask('/readyz', {}, certificateOf('phone'))).toBe(404);
    });

    describe('every control of them notices its sabotage, and nobody else does', () => {
      it.each(aboutDevices)('%s', (id) => isNoticed(id, whole));
      it('is whole again after all of it', async () => {
        expect(verdicts(await server.results())).toEqual(whole);
      });
    });

    it('shuts out a lost one at once, and nobody else for a moment', async () => {
      const others: (number | string)[] = [];
      let isOver = false;
      const asking = (async () => {
        while (!isOver) {
          others.push(await server.ask('/', UPGRADE, certificateOf('laptop')).catch((error: Error) => error.message));
          await new Promise((resolve) => setTimeout(resolve, 150));
        }
      })();
      const { exitCode, stdout } = await lab.run(['device', 'revoke', 'phone']);
      const lost = await server.ask('/', UPGRADE, certificateOf('phone'));
      isOver = true;
      await asking;
      expect([exitCode, lost], stdout).toEqual([0, 400]);
      expect(new Set(others)).toEqual(new Set([101]));
      expect(others.length).toBeGreaterThan(3);
      expect(await server.failing()).toEqual([]);
    });
  });

  it('closes everything when it is a tunnel again, with nobody let in on the way', async () => {
    server.configure({ exposure: 'tunnel' });
    const { harm } = await probeWhile(server, () => server.deployed());
    expect(harm).toEqual([]);
    expect([await server.isOpen(80), await server.isOpen(443), await server.isOpen(22)]).toEqual([false, false, true]);
    expect(await server.failing()).toEqual([]);
    expect(await server.throughTunnel()).toBe(200);
  });
});
