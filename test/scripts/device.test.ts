import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeyPair } from '../../devices/key-pair.ts';
import { type Ended, runProcess, sclerite } from '../own-lab.ts';

const OPERATOR = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHUJhmjvHnOBuqNL2gUtVZwWmYPUQ5r3O2UfWgdw9ZbT ada@laptop';

describe('./sclerite device', () => {
  let dir: string;
  const device = (...words: string[]): Promise<Ended> =>
    runProcess([sclerite, 'device', ...words], {
      env: { ...process.env, SCLERITE_STATE_ROOT: dir, SCLERITE_CONFIG: join(dir, 'mtls.ts'), NO_COLOR: '1' },
    });
  const config = (name: string, server: string) =>
    writeFileSync(
      join(dir, name),
      `export default { project: 'demo', operators: [{ publicKey: '${OPERATOR}' }], servers: [{ name: 'web', ${server} }] };\n`,
    );

  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'device-'));
    config('mtls.ts', "domain: 'agent.example.com', exposure: 'mtls'");
    config('tunnel.ts', '');
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('says what to set where no server asks for certificates', async () => {
    const { exitCode, stderr } = await device('issue', 'phone', '--config', join(dir, 'tunnel.ts'));
    expect(stderr).toMatch(/E_DEVICES_NONE[\s\S]*exposure: 'mtls'/);
    expect(exitCode).toBe(64);
  });

  it('issues, lists, refuses a second one, revokes, and revokes again', async () => {
    const file = join(dir, 'phone.pem');
    const issued = await device('issue', 'phone', '--pem', '--output', file);
    expect(issued).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/phone\.pem: phone, valid until \d{4}-/),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/BEGIN CERTIFICATE[\s\S]*BEGIN PRIVATE KEY/);

    expect(await device('issue', 'phone', '--output', join(dir, 'b.p12'))).toMatchObject({ exitCode: 64 });
    const over = await device('issue', 'other', '--output', file);
    expect(over).toMatchObject({ exitCode: 64, stderr: expect.stringContaining('E_FILE_TAKEN') });

    const state = async () => {
      const { stdout } = await device('list', '--format', 'json');
      return JSON.parse(stdout).devices.filter(({ name }: { name: string }) => name === 'phone');
    };
    expect(await state()).toMatchObject([{ state: 'valid', purpose: 'device' }]);
    const revoked = await device('revoke', file);
    expect(revoked).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^revoked phone,[\s\S]*web: not deployed yet\n$/),
    });
    expect(await state()).toMatchObject([{ state: 'revoked' }]);
    expect((await device('revoke', 'phone')).stdout).toMatch(/was revoked before/);
  });

  it('prints a password with a PKCS#12 file, on stdout, once', async () => {
    const file = join(dir, 'tablet.p12');
    const { exitCode, stdout, stderr } = await device('issue', 'tablet', '--output', file);
    expect(exitCode).toBe(0);
    const password = /: ([a-z2-9]{5}(?:-[a-z2-9]{5}){5})\n/.exec(stdout)?.[1] ?? 'none';
    expect(password).not.toBe('none');
    expect(stderr).not.toContain(password);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    { when: 'a bad name', words: ['issue', '../up'] },
    { when: 'too many days', words: ['issue', 'x', '--days', '398'] },
    { when: 'two names', words: ['issue', 'x', 'y'] },
    { when: 'options that do not fit', words: ['issue', 'x', '--pem', '--legacy'] },
    { when: 'an unknown device', words: ['revoke', 'nobody'] },
    { when: 'a file that is not there', words: ['revoke', './nothing.pem'] },
    { when: 'an unknown format', words: ['list', '--format', 'xml'] },
    { when: 'a missing word', words: [] },
  ])('refuses $when with what, why and next', async ({ words }) => {
    const { exitCode, stderr, stdout } = await device(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: 64, stdout: '' });
    expect(stderr).toMatch(/Why: [\s\S]*Next: /);
  });

  it('does not issue with a key that is not the CA’s', async () => {
    await device('issue', 'first', '--output', join(dir, 'first.p12'));
    const key = join(dir, '.sclerite/demo/devices/ca.key');
    writeFileSync(key, newKeyPair().privateKey);
    const { exitCode, stderr } = await device('issue', 'second', '--output', join(dir, 'second.p12'));
    expect(stderr).toMatch(/E_DEVICES_DAMAGED[\s\S]*not the key of ca\.pem/);
    expect(exitCode).toBe(1);
  });
});
