import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSecret, unreadableSecrets } from '../../edges/secret-reference.ts';
import { formatError } from '../../policy/errors.ts';

const dir = mkdtempSync(join(tmpdir(), 'sclerite-secret-'));
afterAll(() => rmSync(dir, { recursive: true }));
const value = 'sk-ant-api03-not-a-real-key';

function file(name: string, text: string, mode = 0o600): string {
  const path = join(dir, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function refusal(read: () => unknown): { code: string; exitCode: number; text: string } {
  try {
    read();
  } catch (error) {
    return { ...(error as { code: string; exitCode: number }), text: formatError(error) };
  }
  throw new Error('nothing was refused');
}

describe('a secret reference', () => {
  it('is read from the environment, without the spaces around it', () => {
    expect(readSecret('anthropic', { env: 'KEY' }, { KEY: ` ${value}\n` }).reveal()).toBe(value);
  });

  it('is read from a 0600 file', () => {
    expect(readSecret('anthropic', { file: file('good', `${value}\n`) }).reveal()).toBe(value);
  });

  it('refuses to be printed', () => {
    expect(`${readSecret('anthropic', { env: 'KEY' }, { KEY: value })}`).toBe('[secret]');
  });

  it.each([
    {
      when: 'a variable is not set',
      reference: { env: 'KEY' },
      code: 'E_SECRET_MISSING',
      text: /variable KEY is not set/,
    },
    { when: 'a variable is empty', reference: { env: 'EMPTY' }, code: 'E_SECRET_MISSING', text: /EMPTY is not set/ },
    {
      when: 'a variable has two lines',
      reference: { env: 'LINES' },
      code: 'E_SECRET_MISSING',
      text: /more than one line/,
    },
    {
      when: 'a file is missing',
      reference: { file: join(dir, 'gone') },
      code: 'E_SECRET_FILE',
      text: /gone does not exist/,
    },
    { when: 'a file is a directory', reference: { file: dir }, code: 'E_SECRET_FILE', text: /is not a file/ },
    {
      when: 'a group may read it',
      reference: { file: file('group', value, 0o640) },
      code: 'E_SECRET_FILE',
      text: /mode 0640.*\n.*\n.*chmod 600/,
    },
    {
      when: 'the world may read it',
      reference: { file: file('world', value, 0o644) },
      code: 'E_SECRET_FILE',
      text: /mode 0644/,
    },
    { when: 'a file is empty', reference: { file: file('empty', '\n') }, code: 'E_SECRET_FILE', text: /is empty/ },
    {
      when: 'a file has two lines',
      reference: { file: file('lines', `${value}\n${value}\n`) },
      code: 'E_SECRET_FILE',
      text: /more than one line/,
    },
  ])('is refused with 64 when $when', ({ reference, code, text }) => {
    const refused = refusal(() => readSecret('anthropic', reference, { EMPTY: ' ', LINES: 'a\nb' }));
    expect(refused).toMatchObject({ code, exitCode: 64 });
    expect(refused.text).toMatch(text);
    expect(refused.text).toContain('secrets.anthropic');
    expect(refused.text).not.toContain(value);
  });

  it.runIf(process.getuid?.() === 0)("is refused when the file is somebody else's", () => {
    const path = file('other', value);
    chownSync(path, 65534, 65534);
    expect(refusal(() => readSecret('anthropic', { file: path })).text).toMatch(/belongs to user 65534/);
  });

  it('tells beforehand which ones are missing', () => {
    expect(unreadableSecrets({ a: { env: 'A' }, b: { env: 'B' } }, { A: value })).toEqual([
      'secrets.b: The environment variable B is not set.',
    ]);
  });
});
