import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { type KeyPair, makeEd25519KeyPair } from '../../edges/ed25519-key-pair.ts';

const good = makeEd25519KeyPair();

it('makes pairs that can be read again', () => {
  const { private: pem, public: line } = makeEd25519KeyPair('ada@laptop');
  expect(line).toMatch(/^ssh-ed25519 [A-Za-z0-9+/]{68} ada@laptop$/);
  expect(ssh2.utils.parseKey(pem)).not.toBeInstanceOf(Error);
});

it.each<{ when: string; bad: KeyPair }>([
  { when: 'cannot be read', bad: { ...good, private: good.private.replace('b3BlbnNzaC1rZXk', 'b3BlbnNzaC1rZXl') } },
  { when: 'is not of its public half', bad: { ...good, public: makeEd25519KeyPair().public } },
])('throws a pair away whose private half $when', ({ bad }) => {
  const made = [bad, bad, good];
  expect(makeEd25519KeyPair('', () => made.shift() ?? bad)).toEqual(good);
  expect(made).toEqual([]);
});

it('gives up when every pair is bad', () => {
  const bad = { ...good, public: makeEd25519KeyPair().public };
  expect(() => makeEd25519KeyPair('', () => bad)).toThrow('none of 20');
});
