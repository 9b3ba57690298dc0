import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { controlAuthority, forgeCertificate, restartAuthority } from '../../lab/acme/rehearse.ts';
import type { LabAccess } from '../../lab/session.ts';
import type { LabSettings } from '../../lab/settings.ts';

/** A lab with one machine, as a test file has raised it. */
export interface LabWithMachine {
  readonly settings: LabSettings;
  readonly access: LabAccess;
  readonly ipv4: string;
  readonly ipv6: string;
  api(method: string, path: string, body?: object): Promise<unknown>;
  /** A script as root in the machine. @throws with its words when it fails */
  inMachine(script: string): Promise<string>;
  /** Ports that the cloud firewall lets in over TCP, beside SSH. */
  open(...ports: string[]): Promise<unknown>;
}

const ZONE = 'authority.test';
const DAY_MS = 86_400_000;

/** What the lab's CA promises, tried with Debian 13's certbot in a machine. Shares the caller's lab: booting costs time. */
export function authorityTests(lab: () => LabWithMachine): void {
  const pem = async (name: string) => readFile(join(lab().access.acmeDir, name), 'utf8');

  /** Registers anew each time, so that no authorization of an earlier order is taken over (Pebble does so half the time). */
  async function certbot(name: string): Promise<string> {
    const words = [
      ...['certonly', '--standalone', '--non-interactive', '--agree-tos', '--register-unsafely-without-email'],
      ...['--server', lab().access.acmeDirectory, '--cert-name', 'trial', '-d', name],
      ...['--config-dir', `/root/acme-${name}`, '--force-renewal'],
    ];
    const run = `REQUESTS_CA_BUNDLE=/root/directory-roots.pem certbot ${words.join(' ')} 2>&1 || echo "exit $?"`;
    // One nonce in twenty is refused, and certbot asks again only once.
    for (let tries = 0; ; tries++) {
      const said = await lab().inMachine(run);
      if (tries === 3 || !said.includes('anti-replay nonce')) return said;
    }
  }

  it('gives a certificate to whoever serves the name, through the cloud firewall', { timeout: 90_000 }, async () => {
    const { api, inMachine, open, ipv4, ipv6 } = lab();
    await api('POST', '/zones', { name: ZONE, mode: 'primary' });
    for (const [name, type, value] of [
      ['agent', 'A', ipv4],
      ['agent', 'AAAA', ipv6],
      ['closed', 'A', ipv4],
    ] as const) {
      await api('POST', `/zones/${ZONE}/rrsets`, { name, type, ttl: 60, records: [{ value }] });
    }
    await inMachine('apt-get install -y -qq --no-install-recommends certbot >/dev/null 2>&1');
    await inMachine(`cat >/root/directory-roots.pem <<'END'\n${await pem('directory-roots.pem')}END`);
    await open('80');
    expect(await certbot(`agent.${ZONE}`)).toContain('Successfully received certificate');
    const chain = await inMachine(`cat /root/acme-agent.${ZONE}/live/trial/fullchain.pem`);
    const [leaf, intermediate] = chain
      .split(/(?<=-----END CERTIFICATE-----)\n/)
      .map((one) => new X509Certificate(one)) as [X509Certificate, X509Certificate];
    const root = new X509Certificate(await pem('roots.pem'));
    expect(leaf.subjectAltName).toBe(`DNS:agent.${ZONE}`);
    expect(leaf.verify(intermediate.publicKey) && intermediate.verify(root.publicKey)).toBe(true);
    const days = (leaf.validToDate.getTime() - leaf.validFromDate.getTime()) / DAY_MS;
    expect(Math.round(days)).toBe(90);
  });

  it('gives none while the cloud firewall keeps port 80 closed', { timeout: 90_000 }, async () => {
    await lab().open();
    const said = await certbot(`closed.${ZONE}`);
    expect(said).toMatch(/timeout|Client\.Timeout|deadline exceeded/i);
    expect(said).toContain('exit 1');
  });

  it('refuses, with the words it is told', async () => {
    const { settings, open } = lab();
    await open('80');
    const detail = 'too many certificates already issued for this name';
    await controlAuthority(settings, { fault: { at: 'newOrder', status: 429, type: 'rateLimited', detail } });
    expect(await certbot(`agent.${ZONE}`)).toContain(detail);
    await controlAuthority(settings, { fault: { connections: 'reset' } });
    await expect(directory()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await controlAuthority(settings, {});
    expect(await directory()).toHaveProperty('newOrder');
  });

  it('forgets its accounts when it is restarted, and remembers its old root', async () => {
    const { settings, inMachine } = lab();
    const before = await pem('roots.pem');
    await restartAuthority(settings);
    const after = await pem('roots.pem');
    expect(after.endsWith(before)).toBe(true);
    expect(after.length).toBeGreaterThan(before.length);
    const renew = `certbot renew --config-dir /root/acme-agent.${ZONE} --force-renewal --no-random-sleep-on-renew`;
    const said = await inMachine(
      `REQUESTS_CA_BUNDLE=/root/directory-roots.pem ${renew} --non-interactive 2>&1 || echo "exit $?"`,
    );
    expect(said).toContain('accountDoesNotExist');
  });

  it('gives expired certificates where a test wants them', async () => {
    const now = Date.now();
    const dates = { notBefore: new Date(now - 9 * DAY_MS), notAfter: new Date(now - DAY_MS) };
    const { certificate } = await forgeCertificate(lab().settings, [`agent.${ZONE}`], dates);
    const intermediate = new X509Certificate(certificate.slice(certificate.lastIndexOf('-----BEGIN')));
    const leaf = new X509Certificate(certificate);
    expect(leaf.verify(intermediate.publicKey)).toBe(true);
    expect(intermediate.verify(new X509Certificate(await pem('roots.pem')).publicKey)).toBe(true);
    expect(leaf.validToDate.getTime()).toBeLessThan(now);
  });

  async function directory(): Promise<object> {
    const ca = await pem('directory-roots.pem');
    const text = await new Promise<string>((resolve, reject) => {
      const asked = get(lab().access.acmeDirectory, { ca, agent: false });
      asked.on('error', reject);
      asked.on('response', (reply) => reply.setEncoding('utf8').once('data', resolve));
    });
    return JSON.parse(text) as object;
  }
}
