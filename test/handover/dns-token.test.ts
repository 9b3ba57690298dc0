import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deliverDnsToken } from '../../handover/steps/dns-token.ts';
import type { PublicExposure } from '../../policy/declared.ts';
import { fake } from './_fake.ts';

const exposure = (challenge: 'http-01' | 'dns-01'): PublicExposure => ({
  ...{ kind: 'tls', name: 'gw.example.com', challenge, profile: 'intermediate' },
  authority: { directory: 'https://ca.example.com/directory' },
});

it.each([
  ['nothing is exposed', {}],
  ['the CA asks port 80', { exposure: exposure('http-01') }],
])('takes an earlier token away where %s', async (_, declared) => {
  const { handover, ran, said } = fake({ declared, answer: () => ({ stdout: 'removed\n' }) });
  await deliverDnsToken(handover);
  expect(ran.map(({ label }) => label)).toEqual(['taking away the token for the zone']);
  expect(said).toEqual(['  removed the token for the zone']);
});

it('hands the token over on standard input, to be encrypted before it touches the disk', async () => {
  const { handover, ran } = fake({ declared: { exposure: exposure('dns-01') } });
  const file = join(handover.state.dir, 'token');
  writeFileSync(file, 'a-token\n', { mode: 0o600 });
  await deliverDnsToken({ ...handover, config: { ...handover.config, secrets: { dns: { file } } } });
  expect(ran[0]?.input).toBe('a-token\n');
  expect(ran[0]?.script).not.toContain('a-token');
  expect(ran[0]?.script).toMatch(/\| systemd-creds encrypt --with-key=host --name=dns - - >"\$new"/);
});

it('keeps the one on the server where it cannot be read here, and fails where there is none', async () => {
  const given = (exitCode: number) => {
    const made = fake({ declared: { exposure: exposure('dns-01') }, answer: () => ({ exitCode }) });
    const config = { ...made.handover.config, secrets: { dns: { file: '/nonexistent/token' } } };
    return { ...made, handover: { ...made.handover, config } };
  };
  const kept = given(0);
  await deliverDnsToken(kept.handover);
  expect(kept.said.join()).toContain('stays as it is on the server');
  await expect(deliverDnsToken(given(1).handover)).rejects.toMatchObject({ code: expect.stringMatching(/^E_SECRET/) });
});
