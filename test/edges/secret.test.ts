import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { generatePassword, generateToken, Secret } from '../../edges/secret.ts';
import { secretStore } from '../../edges/secret-store.ts';
import { openState } from '../../edges/state-dir.ts';

const secret = new Secret('hunter2');

it.each([
  ['a template', `${secret}`],
  ['concatenation', `the ${String(secret)}`],
  ['JSON', JSON.stringify({ secret })],
  ['console.log', inspect({ deep: [secret] }, { depth: 5, showHidden: true })],
  ['an error', new Error(`cannot use ${secret}`).message],
])('is not shown by %s', (_where, shown) => {
  expect(shown).toContain('[secret]');
  expect(shown).not.toContain('hunter2');
});

it('is given to who asks for it', () => {
  expect(secret.reveal()).toBe('hunter2');
});

it('makes passwords that can be typed, and tokens of 32 bytes', () => {
  const passwords = new Set(Array.from({ length: 50 }, () => generatePassword().reveal()));
  expect(passwords.size).toBe(50);
  for (const password of passwords) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){5}[a-hjkmnp-z2-9]{5}$/);
  expect(Buffer.from(generateToken().reveal(), 'base64url')).toHaveLength(32);
});

function storeIn() {
  const root = mkdtempSync(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const state = openState(root, 'test');
  return { state, store: secretStore(state, 'gateway') };
}

it('stores before it hands out, 0600 in 0700, and hands out the same again', () => {
  const { state, store } = storeIn();
  expect(store.read('token')).toBeUndefined();
  const made = store.ensure('token', generateToken);
  expect(store.ensure('token', generateToken).reveal()).toBe(made.reveal());
  expect(statSync(state.path('secrets/gateway/token')).mode & 0o777).toBe(0o600);
  expect(statSync(state.path('secrets/gateway')).mode & 0o777).toBe(0o700);
  store.remove('token');
  expect(store.read('token')).toBeUndefined();
});

it.each(['', '\n', 'one\ntwo\n', 'nul\0'])('refuses a damaged one instead of using or replacing it: %j', (text) => {
  const { state, store } = storeIn();
  writeFileSync(state.path('secrets/gateway/token'), text);
  expect(() => store.ensure('token', generateToken)).toThrow(expect.objectContaining({ code: 'E_SECRET_DAMAGED' }));
});
