import { describe, expect, it } from 'vitest';
import { certbotAccount } from '../../handover/acme-account.ts';
import type { Handover } from '../../handover/context.ts';
import { clearProxySecrets, deliverProxySecrets, obtainCertificate } from '../../handover/steps/proxy.ts';
import type { PublicExposure } from '../../policy/declared.ts';
import { cookieText, htpasswdText } from '../../proxy/password.ts';
import { fake } from './_fake.ts';

const exposure = (kind: 'tls' | 'mtls'): PublicExposure => ({
  kind,
  name: 'gw.example.com',
  authority: { directory: 'https://ca.example.com/acme/directory' },
  challenge: 'http-01',
  profile: 'intermediate',
});

/** The public half of an account that certbot 4.0.0 made, and the name of the folder it put it in. */
const made = {
  id: '5bdeed45ce48a0b07caf5182bab14520',
  key: {
    kty: 'RSA',
    e: 'AQAB',
    n: '29CAGXtIJBuVzITbSWKo98cnuQRXaapkd5MwZG0TxVXfpcltyIV3KLujxvxC0Jjj7cKt4sGj3xFQ6f_AY8hXaOfzrC4aRVlPp2AMhulm2gFUDVI5hs1gqmH1jlm6kY_PKoX16EnUgXLRzpgmFczih6oNrnRUCsQSIbyOfVHJ3hj5brocnUZbNERIr5hEQlFdUUo49O4D3fGlFqBCN802HLpyYBnweXmOV3o1E1is7c6LH18LgbAXvof6QgWy1_WOZQ7aHd1QLapoJCRPJNhu0FUjCNO8s1Jx4JeaKjgTpj3hFx_K6sG4bbYLj5qMdkaRsn8mV9WydrtwG1UPPzmdSQ',
  },
};

const decoded = (input: string) =>
  input
    .trim()
    .split('\n')
    .map((line) => Buffer.from(line, 'base64').toString());

describe('the account at the CA', () => {
  const account = {
    directory: 'https://198.51.100.9:14000/dir',
    url: 'https://198.51.100.9:14000/my-account/1',
    key: made.key,
  };

  it('lies where certbot would have put it', () => {
    const folder = `/etc/letsencrypt/accounts/198.51.100.9:14000/dir/${made.id}`;
    expect(certbotAccount(account).map(({ path }) => path)).toEqual(
      ['private_key.json', 'regr.json', 'meta.json'].map((name) => `${folder}/${name}`),
    );
    expect(JSON.parse(certbotAccount(account)[1]?.content ?? '')).toEqual({ body: {}, uri: account.url });
  });

  it('is the same on every server, and holds nothing beside the key', () => {
    const told = { ...account, key: { ...made.key, alg: 'ES256', use: 'sig', ext: true } };
    expect(certbotAccount(told)).toEqual(certbotAccount(account));
  });
});

describe('secrets of the proxy', () => {
  it('are none where nothing is exposed', async () => {
    const { handover, ran } = fake();
    await deliverProxySecrets(handover);
    expect(ran).toEqual([]);
  });

  it('store the password before they set it, and travel on standard input alone', async () => {
    let stored: string | undefined;
    const { handover, ran } = fake({
      declared: { exposure: exposure('tls') },
      answer: () => {
        stored = handover.secrets.read('proxy-password')?.reveal();
        return {};
      },
    });
    await deliverProxySecrets(handover);
    expect(stored).toMatch(/^(\w{5}-){5}\w{5}$/);
    expect(decoded(ran[0]?.input ?? '')).toEqual([htpasswdText(stored ?? ''), cookieText(stored ?? '')]);
    for (const { script } of ran) {
      expect(script).not.toContain(stored);
      expect(script).not.toMatch(/SSHA|[0-9a-f]{64}/);
    }
    expect(ran[0]?.script).toContain('deliver /etc/sclerite/proxy/htpasswd 0640 www-data\n');
    expect(ran[0]?.script).toContain('deliver /etc/sclerite/proxy/cookie.conf 0600 root\n');
  });

  it('have no password where devices have certificates, but the account', async () => {
    const { handover, ran } = fake({ declared: { exposure: exposure('mtls') } });
    const account = { directory: 'https://ca.example.com/d', url: 'https://ca.example.com/a/1', key: made.key };
    await deliverProxySecrets({ ...handover, account } satisfies Handover);
    expect(handover.secrets.read('proxy-password')).toBeUndefined();
    expect(ran[0]?.script).toContain('install -d -m 0700 /etc/letsencrypt/accounts/ca.example.com/d/');
    expect(decoded(ran[0]?.input ?? '')).toHaveLength(3);
  });

  it.each([
    ['nothing is exposed', undefined, 1],
    ['devices have certificates', exposure('mtls'), 1],
    ['the password is in use', exposure('tls'), 0],
  ])('are taken away again: %s', async (_, given, times) => {
    const { handover, ran } = fake({ declared: given === undefined ? {} : { exposure: given } });
    await clearProxySecrets(handover);
    expect(ran).toHaveLength(times);
  });
});

describe('the certificate', () => {
  const answer = (exitCode: number, status: unknown) => ({
    declared: { exposure: exposure('tls') },
    answer: () => ({
      exitCode,
      stdout: `at asking https://ca.example.com for a certificate\nat Starting sclerite-certificate.service - x\n\n--status\n${typeof status === 'string' ? status : JSON.stringify(status)}`,
    }),
  });

  it('is nobody’s business where nothing is exposed', async () => {
    const { handover, ran } = fake();
    expect(await obtainCertificate(handover)).toBe(true);
    expect(ran).toEqual([]);
  });

  it('shows what the program says, and not what systemd says of it', async () => {
    const { handover, said } = fake(answer(0, { ok: true, what: 'issued' }));
    expect(await obtainCertificate(handover)).toBe(true);
    expect(said.slice(0, 2)).toEqual([
      'certificate for gw.example.com',
      '  asking https://ca.example.com for a certificate',
    ]);
    expect(said[2]).toMatch(
      /^https:\/\/gw\.example\.com \(name openclaw, password: \/.*\/secrets\/gateway\/proxy-password\)$/,
    );
    expect(said).toHaveLength(3);
  });

  it('that cannot be had is a warning with the way to go, and no failure', async () => {
    const { handover, said } = fake(
      answer(1, { ok: false, what: 'The CA is down.', why: 'refused \u001b[31m', next: 'wait' }),
    );
    expect(await obtainCertificate(handover)).toBe(false);
    expect(said.slice(2)).toEqual([
      '! gw.example.com is not reachable yet: The CA is down.',
      '!   Why:  refused \\x1b[31m',
      '!   Next: wait',
      '!   Until then: ./sclerite tunnel gateway',
    ]);
  });

  it('that was not renewed is no reason to say that nobody is let in', async () => {
    const what = 'The CA is down. The old certificate stays, valid for 20 days.';
    const { handover, said } = fake(answer(1, { ok: false, what, servedUntil: '2026-12-24T00:00:00Z' }));
    expect(await obtainCertificate(handover)).toBe(false);
    expect(said[2]).toBe(`! gw.example.com is served with an old certificate: ${what}`);
  });

  it('is not taken for had when the status says so and the unit failed, or when there is none', async () => {
    expect(await obtainCertificate(fake(answer(1, { ok: true, what: 'issued' })).handover)).toBe(false);
    expect(await obtainCertificate(fake(answer(0, 'half a fi')).handover)).toBe(false);
  });
});
