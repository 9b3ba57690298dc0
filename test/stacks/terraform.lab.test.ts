import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openState } from '../../edges/state-dir.ts';
import { ed25519 } from '../config/keys.ts';

const root = join(import.meta.dirname, '../..');
const terraform = process.env.TERRAFORM_BINARY_NAME || 'terraform';
const isThere = spawnSync(terraform, ['version']).error === undefined;
if (!isThere) console.warn(`skipped: there is no ${terraform} on PATH`);

describe.skipIf(!isThere)('the synthesized stack', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sclerite-synth-'));
  const stack = join(dir, 'cdktf.out/stacks/demo');
  const { HCLOUD_TOKEN: _, CDKTF_OUTDIR: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    SCLERITE_STATE_ROOT: dir,
    SCLERITE_CONFIG: join(dir, 'sclerite.config.ts'),
    CHECKPOINT_DISABLE: '1',
  };
  const run = (command: string, argv: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}) =>
    spawnSync(command, argv, { cwd, env: { ...env, ...more }, encoding: 'utf8' });

  beforeAll(() => {
    const config = {
      project: 'demo',
      servers: [
        { name: 'gateway', volume: { size: 10 }, domain: 'gw.example.com' },
        { name: 'second', dns: { zone: 'example.com', name: 'second' } },
      ],
      operators: [{ publicKey: ed25519.public }],
      ssh: { from: ['198.51.100.7', '2001:db8::/48'] },
    };
    writeFileSync(env.SCLERITE_CONFIG, `export default ${JSON.stringify(config)};\n`);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('comes out of a plain run of main.ts', () => {
    const { status, stdout, stderr } = run(process.execPath, ['main.ts'], root);
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toContain('HCLOUD_TOKEN is not set');
  });

  it('is valid for the real Terraform with the real provider', () => {
    const init = run(terraform, ['init', '-input=false', '-no-color'], stack);
    expect({ status: init.status, stderr: init.stderr }).toEqual({ status: 0, stderr: expect.any(String) });
    const validated = run(terraform, ['validate', '-json'], stack);
    expect(JSON.parse(validated.stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  });

  it('holds nothing of what is in the user data', () => {
    const text = readFileSync(join(stack, 'cdk.tf.json'), 'utf8');
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(
      readFileSync(join(dir, '.sclerite/demo/servers/gateway/user-data'), 'utf8').slice(0, 200),
    );
  });

  it('keeps the throwaway key from synth to synth, and user data with it', () => {
    const state = openState(dir, 'demo');
    const before = [state.readText('servers/gateway/bootstrap-host-key'), state.readText('servers/gateway/user-data')];
    expect(run(process.execPath, ['main.ts'], root).status).toBe(0);
    expect([state.readText('servers/gateway/bootstrap-host-key'), state.readText('servers/gateway/user-data')]).toEqual(
      before,
    );
  });

  it.each([
    {
      when: 'the config has mistakes',
      more: { SCLERITE_CONFIG: join(dir, 'bad.config.ts') },
      says: /2 mistakes.*\[E_CONFIG\]/,
    },
    { when: 'there is no config', more: { SCLERITE_CONFIG: join(dir, 'none.ts') }, says: /E_CONFIG_MISSING/ },
    {
      when: 'the token is malformed',
      more: { HCLOUD_TOKEN: 'abc' },
      says: /HCLOUD_TOKEN: is not 64 letters and digits/,
    },
  ])('is not made, and the exit code is 64, when $when', ({ more, says }) => {
    writeFileSync(join(dir, 'bad.config.ts'), "export default { servers: [{ name: 'A' }], operators: [] };\n");
    const { status, stderr } = run(process.execPath, ['main.ts'], root, more);
    expect(status).toBe(64);
    expect(stderr).toMatch(says);
  });
});
