import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CertificateStatus } from '../../proxy/status.ts';
import { OwnLab } from '../own-lab.ts';
import { leftovers } from './leftovers.ts';
import { probeWhile } from './prober.ts';
import { NAME, PublicServer } from './public-server.ts';

/** Minutes of waiting and a dozen deploys: for whoever changes the order of steps, not for every push. */
const isAsked = process.env.SCLERITE_TEST_ALL === '1' && process.getuid?.() === 0;

const ELSEWHERE = 'elsewhere.test';

describe.skipIf(!isAsked)(
  'a public name with obstacles (skipped without ./sclerite test --all, as root: some ten minutes)',
  () => {
    const lab = new OwnLab('scobs', '198.19.240.0/20');
    const server = new PublicServer(lab);

    beforeAll(async () => {
      await server.begin();
      server.configure({ exposure: 'tunnel' });
      await server.deployed();
      await server.withoutSlowFacts();
    });
    afterAll(async () => {
      await lab.remove();
      expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
    });

    it('names the program that has port 80, leaves the tunnel open, and goes on when it is gone', async () => {
      await server.inside('systemd-run --quiet --unit=squatter python3 -m http.server 80');
      server.configure({ exposure: 'tls' });
      const { harm } = await probeWhile(server, async () => {
        const { exitCode, stderr } = await server.deploy();
        expect(exitCode, stderr.slice(-3000)).toBe(1);
        expect(stderr).toMatch(
          /nginx cannot start on gateway: port 80 is taken by python3 \(process \d+\)\.\s+\[E_PORT_TAKEN\]/,
        );
      });
      // What answers on port 80 is the other program; it is no way to the gateway.
      expect(harm.filter((line) => !/^80: (200|404)$/.test(line))).toEqual([]);
      // It started anew with its new config, which takes it a while.
      await expect.poll(() => server.throughTunnel(), { timeout: 120_000, interval: 3_000 }).toBe(200);
      await server.inside('systemctl stop squatter');
      await server.deployed();
      expect(await server.failing()).toEqual([]);
    });

    it.each([
      { when: '100 days behind', offset: '-100d', what: /clock and the certificate of the CA’s address do not agree/ },
      { when: '100 days ahead', offset: '+100d', what: /has ended already: this server’s clock is ahead/ },
    ])('blames the clock of a server that is $when', async ({ offset, what }) => {
      await server.inside(
        'command -v faketime >/dev/null || apt-get -qq install --no-install-recommends faketime >/dev/null',
      );
      const { exitCode } = await server.tryInside(
        `faketime -f ${offset} /usr/local/libexec/sclerite/certificate --force`,
      );
      expect(exitCode).toBe(1);
      const status = JSON.parse(await server.inside('cat /var/lib/sclerite/tls/status.json')) as CertificateStatus;
      expect(`${status.what} ${status.next}`).toMatch(what);
      await server.inside('systemctl start sclerite-certificate');
      expect(await server.failing()).toEqual([]);
    });

    it('says which records to set where somebody else keeps the name, waits for them with progress, and not for ever', async () => {
      await lab.api('POST', '/zones', { name: ELSEWHERE, mode: 'primary' });
      const name = `gateway.${ELSEWHERE}`;
      server.configure({ exposure: 'tls', domain: name });
      const env = { SCLERITE_DNS_WAIT_SECONDS: '16' };
      const first = await server.deploy({ env });
      expect(first.exitCode, first.stderr.slice(-3000)).toBe(2);
      expect(first.stderr).toMatch(/A is not there yet: \S+, \d+ s left/);
      expect(first.stderr).toMatch(/is not reachable yet: The CA cannot resolve gateway\.elsewhere\.test/);
      expect(first.stderr).toContain('Until then: ./sclerite tunnel gateway');
      expect(await server.throughTunnel()).toBe(200);
      // Nothing is shown under the old name any more.
      await expect(server.ask('/', { host: NAME })).rejects.toThrow();

      const lines = [...first.stderr.matchAll(/^ +[\d.]+ s {2}gateway: warning: {3}(\S+)\. 300 IN (\S+) (.+)$/gm)];
      const valuesOf = (wanted: string) =>
        lines.flatMap(([, , type, value = '']) => (type === wanted ? [{ value: value.trim() }] : []));
      const rrsets = `/zones/${ELSEWHERE}/rrsets`;
      for (const type of ['A', 'AAAA', 'CAA']) {
        const records = type === 'A' ? [{ value: '198.51.100.7' }] : valuesOf(type);
        await lab.api('POST', rrsets, { name: 'gateway', type, ttl: 60, records });
      }
      const second = await server.deployed({
        env: { SCLERITE_DNS_WAIT_SECONDS: '90' },
        when: {
          says: /leads to 198\.51\.100\.7; it must be \S+ alone, \d+ s left/,
          then: () => lab.api('POST', `${rrsets}/gateway/A/actions/set_records`, { records: valuesOf('A') }),
        },
      });
      expect(second.stderr).toMatch(/leads to 198\.51\.100\.7; it must be/);
      expect(await server.failing()).toEqual([]);
    });

    it.each(['mtls', 'tunnel', 'tls'] as const)(
      'becomes %s, cut off at four moments and finished, with nobody let in on the way',
      async (exposure) => {
        server.configure({ exposure });
        const { harm } = await probeWhile(server, async () => {
          for (const at of [
            /looking for what differs/,
            /mending|bringing/,
            /removed|started|reloaded|DNS of/,
            /certificate for|verifying/,
          ]) {
            const { exitCode, stderr } = await server.deploy({ interruptAt: at });
            expect([0, 3, 130], stderr.slice(-3000)).toContain(exitCode);
          }
          await server.deployed();
        });
        expect(harm).toEqual([]);
        expect(await server.failing()).toEqual([]);
      },
    );
  },
);
