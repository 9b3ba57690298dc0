import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileReader, findConfig, loadConfig } from '../../edges/config-file.ts';
import { ed25519 } from '../config/keys.ts';

const root = join(import.meta.dirname, '../..');
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'sclerite-config-'));
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(dir, 'id.pub'), `${ed25519.public}\n`);
});
afterAll(() => rmSync(dir, { recursive: true }));

/** A file of its own for each text: Node imports a path only once. */
let count = 0;
function config(text: string): string {
  const path = join(dir, `${++count}.config.ts`);
  writeFileSync(path, text);
  return path;
}
const good =
  "export default { servers: [{ name: 'gateway' }], operators: [{ publicKeyFile: './id.pub' }] } as const;\n";

interface Refusal {
  readonly code: string;
  readonly exitCode: number;
  readonly text: string;
}

/** By Node itself: the test runner would compile a config on its own terms. */
function refusalOf(path: string): Refusal {
  const program = `
    import { loadConfig } from ${JSON.stringify(join(root, 'edges/config-file.ts'))};
    import { formatError } from ${JSON.stringify(join(root, 'policy/errors.ts'))};
    const error = await loadConfig({ path: ${JSON.stringify(path)} }).then(() => undefined, (reason) => reason);
    process.stdout.write(JSON.stringify({ code: error?.code, exitCode: error?.exitCode, text: formatError(error) }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('the config file', () => {
  it('is TypeScript, and its paths are seen from where it lies', async () => {
    const path = config(good);
    const loaded = await loadConfig({ path });
    expect(loaded.file).toBe(path);
    expect(loaded.config.operators[0]?.publicKey).toBe(ed25519.public);
  });

  it('is named by --config, else by SCLERITE_CONFIG', () => {
    const [first, second] = [config(good), config(good)];
    expect(findConfig(first, { SCLERITE_CONFIG: second })).toBe(first);
    expect(findConfig(undefined, { SCLERITE_CONFIG: second })).toBe(second);
  });

  it.each([
    {
      when: 'a bracket is missing',
      text: 'export default { servers: [ };',
      code: 'E_CONFIG_BROKEN',
      says: /SyntaxError/,
    },
    { when: 'it throws', text: "throw new Error('boom');", code: 'E_CONFIG_BROKEN', says: /boom[\s\S]*config\.ts:1/ },
    { when: 'it imports what is not there', text: "import './gone.ts';", code: 'E_CONFIG_BROKEN', says: /gone\.ts/ },
    { when: 'it uses what type stripping cannot do', text: 'enum A { b }', code: 'E_CONFIG_BROKEN', says: /enum/i },
    { when: 'it exports nothing', text: 'export {};', code: 'E_CONFIG', says: /has no config in it/ },
    {
      when: 'it has mistakes',
      text: "export default { servers: [{ name: 'A' }], operators: [] };",
      code: 'E_CONFIG',
      says: /2 mistakes[\s\S]*servers\[0\]\.name[\s\S]*operators/,
    },
  ])('is refused with 64 and its path when $when', ({ text, code, says }) => {
    const path = config(text);
    const refused = refusalOf(path);
    expect(refused).toMatchObject({ code, exitCode: 64, text: expect.stringMatching(says) });
    expect(refused.text).toContain(path);
  });

  it('that is missing is a usage error with the way out', () => {
    expect(refusalOf(join(dir, 'none.ts'))).toMatchObject({ code: 'E_CONFIG_MISSING', exitCode: 64 });
  });

  it('cannot move the cursor with what it says', () => {
    const { text } = refusalOf(config("export default { servers: [{ name: '\\u001b[2J' }], operators: [] };"));
    expect(text).not.toContain('\u001b');
    expect(text).toContain('\\u001b');
  });
});

describe("the operator's files", () => {
  it('know ~ and relative paths', () => {
    const reader = fileReader('/somewhere');
    expect(reader.resolve('~/x')).toBe(join(process.env.HOME ?? '', 'x'));
    expect(reader.resolve('../x')).toBe('/x');
    expect(reader.resolve('/x')).toBe('/x');
  });

  it('say why they cannot be read', () => {
    expect(fileReader(dir).read(join(dir, 'gone'))).toEqual({ ok: false, because: 'there is no such file' });
    expect(fileReader(dir).read(dir)).toEqual({ ok: false, because: expect.stringContaining('EISDIR') });
  });
});
