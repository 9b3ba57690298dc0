import { connect, type PeerCertificate } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyedCertificate } from '../../lab/acme/certificate.ts';
import type { AuthorityFault } from '../../lab/acme/control.ts';
import type { CertificateStatus } from '../../proxy/status.ts';
import { OwnLab } from '../own-lab.ts';
import { RELOAD } from '../sabotage/proxy/_running.ts';
import { leftovers } from './leftovers.ts';
import { NAME, PublicServer } from './public-server.ts';

/** Three minutes that only a change of certificates needs. */
const isAsked = process.env.SCLERITE_TEST_ALL === '1' && process.getuid?.() === 0;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LIVE = '/etc/letsencrypt/live/sclerite';

/** What a CA, a name and a clock can do to a server, one after the other, and that it always comes back. */
describe.skipIf(!isAsked)(
  'certificates, when something is in the way (skipped without ./sclerite test --all, as root)',
  () => {
    const lab = new OwnLab('sccrt', '198.19.192.0/20');
    const server = new PublicServer(lab);

    beforeAll(async () => {
      await server.begin();
      server.configure({ exposure: 'tls' });
    });
    afterAll(async () => {
      await lab.remove();
      expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
    });

    /** The certificate program by hand, as docs/tls.md has it, and what it wrote down. */
    const program = async (words = '--force', before = '') => {
      const command = `${before} /usr/local/libexec/sclerite/certificate ${words}`;
      const { exitCode, stdout, stderr } = await server.tryInside(command);
      const status = JSON.parse(await server.inside('cat /var/lib/sclerite/tls/status.json')) as CertificateStatus;
      expect(status.ok, `${stdout}\n${stderr}`).toBe(exitCode === 0);
      return status;
    };
    /** What is shown to whoever knows the name, trusted or not. */
    const shown = () =>
      new Promise<PeerCertificate>((resolve, reject) => {
        const to = { host: server.address, port: 443, servername: NAME, rejectUnauthorized: false };
        const socket = connect(to, () => {
          resolve(socket.getPeerCertificate());
          socket.destroy();
        });
        socket.once('error', reject);
      });
    /** In the place of the server's own, on disk and served. */
    const lay = async ({ certificate, key }: KeyedCertificate) => {
      const file = (name: string, text: string) =>
        `cat >"$(readlink -f ${LIVE}/${name})" <<'END'\n${text.trimEnd()}\nEND\n`;
      await server.inside(`${file('fullchain.pem', certificate)}${file('privkey.pem', key)}${RELOAD}`);
    };

    it('is deployed while the CA is down: the tunnel works, and what is missing is said', async () => {
      await lab.authority({ fault: { connections: 'reset' } });
      const { exitCode, stderr } = await server.deploy();
      expect(exitCode, stderr.slice(-4000)).toBe(2);
      expect(stderr).toMatch(/E_NOT_VERIFIED/);
      expect(stderr).toMatch(/gateway\.sclerite\.test is not reachable yet: The CA at \S+ cannot be reached\./);
      expect(stderr).toContain('Until then: ./sclerite tunnel gateway');
      expect(await server.failing()).toEqual(['tls.certificate-valid', 'tls.renewal-works']);
      expect(await server.throughTunnel()).toBe(200);
      await expect(shown()).rejects.toThrow(/alert/);
    });

    it('heals with the next deploy', async () => {
      await lab.authority({});
      await server.deployed();
      expect(await server.failing()).toEqual([]);
      expect(await server.ask('/')).toBe(401);
      await server.withoutSlowFacts();
    });

    it('renews when it is told to, and has looked at what is served then', async () => {
      const before = await shown();
      const status = await program();
      const after = await shown();
      expect(status.what).toBe('renewed');
      expect(after.serialNumber).not.toBe(before.serialNumber);
      expect(status.servedSha256).toBe(after.fingerprint256.replaceAll(':', '').toLowerCase());
      expect(await server.failing()).toEqual([]);
    });

    it.each<{ when: string; fault: AuthorityFault; what: RegExp; next: RegExp }>([
      {
        when: 'the CA is down',
        fault: { connections: 'reset' },
        what: /^The CA at \S+ cannot be reached\. The old certificate stays, valid for 89 days\.$/,
        next: /tries by itself/,
      },
      {
        when: 'the CA has given out enough',
        fault: {
          at: 'newOrder',
          status: 429,
          type: 'rateLimited',
          detail: 'too many certificates already issued',
          retryAfterSeconds: 3600,
        },
        what: /^The CA gives out no more certificates for gateway\.sclerite\.test for now\. The old certificate stays/,
        next: /^wait until 20/,
      },
    ])('goes on with the old certificate when it is to be renewed and $when', async ({ fault, what, next }) => {
      const before = await shown();
      await lab.authority({ fault });
      const status = await program();
      expect(status.what).toMatch(what);
      expect(status.next).toMatch(next);
      expect((await shown()).serialNumber).toBe(before.serialNumber);
      expect(await server.failing()).toEqual(['tls.renewal-works']);
      await lab.authority({});
      expect((await program('')).what).toBe('unchanged');
      expect(await server.failing()).toEqual([]);
    });

    it('changes nothing when the CA refuses the e-mail address', async () => {
      server.configure({ exposure: 'tls', email: 'ops@sclerite.test' });
      const detail = 'contact domain has no mail server';
      await lab.authority({ fault: { at: 'account', status: 400, type: 'invalidContact', detail } });
      const { exitCode, stderr } = await lab.run(['deploy', '--yes']);
      expect(exitCode).toBe(64);
      expect(stderr).toMatch(/E_ACME_CONTACT/);
      expect(stderr).toContain(detail);
      await lab.authority({});
      server.configure({ exposure: 'tls' });
    });

    it.each([
      {
        when: 'has expired',
        names: [NAME] as const,
        validity: () => ({ notBefore: new Date(Date.now() - 90 * DAY), notAfter: new Date(Date.now() - HOUR) }),
        fails: ['tls.certificate-valid', 'tls.not-expiring'],
      },
      {
        when: 'is for another name',
        names: ['other.sclerite.test'] as const,
        validity: () => ({ notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + 60 * DAY) }),
        fails: ['tls.names-exact'],
      },
    ])('is found by a look from outside when it $when, and replaced', async ({ names, validity, fails }) => {
      const forged = await lab.forgeCertificate(names, validity());
      await lay(forged);
      expect(await server.failing()).toEqual(fails);
      await server.inside('systemctl start sclerite-certificate');
      expect(await server.failing()).toEqual([]);
      expect((await shown()).subjectaltname).toBe(`DNS:${NAME}`);
    });

    it('blames the clock when the certificate is of a time to come', async () => {
      const soon = { notBefore: new Date(Date.now() + DAY), notAfter: new Date(Date.now() + 60 * DAY) };
      await lay(await lab.forgeCertificate([NAME], soon));
      expect(await server.failing()).toEqual(['tls.certificate-valid']);
      const status = await program('');
      expect(status.what).toMatch(/begins in the future: this server’s clock is behind/);
      expect(status.next).toMatch(/timedatectl/);
      await program();
      expect(await server.failing()).toEqual([]);
    });

    it('is registered again when the CA has forgotten the account, by the same deploy that uses it', async () => {
      await lab.restartAuthority();
      const status = await program();
      expect(status.code).toBe('account-forgotten');
      expect(status.what).toMatch(/does not know this project’s account any more\. The old certificate stays/);
      const { stderr } = await server.deployed();
      expect(stderr).toMatch(/the CA did not know the project’s account any more/);
      expect(await server.failing()).toEqual([]);
      expect((await program()).what).toBe('renewed');
      expect(await server.failing()).toEqual([]);
      expect((await lab.run(['plan'])).stdout).toMatch(/No changes/);
    });
  },
);
