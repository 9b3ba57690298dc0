import { describe, expect, it } from 'vitest';
import * as paths from '../../proxy/paths.ts';
import { proxyWishes } from '../../proxy/wishes.ts';
import { declared as plain } from '../cloud-init/declared.ts';
import { declared } from './_input.ts';

const pathsOf = (wishes: ReturnType<typeof proxyWishes>) => (wishes.files ?? []).map(({ path }) => path);

it('stops nginx and takes its site away where nothing is exposed', () => {
  expect(proxyWishes(plain)).toEqual({
    absent: [paths.siteLink, paths.siteFile],
    units: [
      { name: 'nginx.service', enabled: 'disabled', active: false },
      { name: 'sclerite-certificate.timer', enabled: 'disabled', active: false },
    ],
  });
});

describe.each(['tls', 'mtls'] as const)('%s', (kind) => {
  const wishes = proxyWishes(declared(kind));

  it('never makes the link by which the site is switched on', () => {
    expect(pathsOf(wishes)).not.toContain(paths.siteLink);
    expect(wishes.absent ?? []).not.toContain(paths.siteLink);
  });

  it('brings no secret', () => {
    expect(pathsOf(wishes)).not.toEqual(expect.arrayContaining([paths.passwordFile]));
    expect(JSON.stringify(wishes)).not.toMatch(/PRIVATE KEY/);
  });

  it('has a directory for each file of its own', () => {
    const directories = (wishes.directories ?? []).map(({ path }) => path);
    const given = ['/etc/nginx', '/etc/systemd/system'];
    for (const path of pathsOf(wishes))
      expect([...given, ...directories]).toContain(path.slice(0, path.lastIndexOf('/')));
  });

  it('leaves the renewing to one program', () => {
    expect(wishes.units).toContainEqual({ name: 'certbot.timer', enabled: 'masked', active: false });
  });

  it('bans those who guess passwords, where there is one', () => {
    expect(wishes.fail2ban?.['nginx-http-auth']?.enabled).toBe(String(kind === 'tls'));
  });
});

it('reloads nginx when a device is revoked', () => {
  const nginx = proxyWishes(declared('mtls')).units?.find(({ name }) => name === paths.nginxUnit);
  expect(nginx).toMatchObject({ onChange: 'reload', watches: expect.arrayContaining([paths.devicesCrl]) });
  expect(pathsOf(proxyWishes(declared('mtls')))).toEqual(expect.arrayContaining([paths.devicesCa, paths.devicesCrl]));
  expect(pathsOf(proxyWishes(declared('tls')))).not.toContain(paths.devicesCa);
});

it('gives the certificate program the token for DNS-01 only when it needs one', () => {
  const unit = (challenge: 'http-01' | 'dns-01') =>
    proxyWishes(declared('tls', { challenge })).files?.find(({ path }) => path.endsWith('sclerite-certificate.service'))
      ?.content;
  expect(unit('dns-01')).toContain('LoadCredentialEncrypted=dns:');
  expect(unit('http-01')).not.toContain('Credential');
});
