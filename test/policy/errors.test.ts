import { describe, expect, it } from 'vitest';
import { exitCodeOf, formatError, KitError, usageError } from '../../policy/errors.ts';

const refused = new KitError({
  code: 'E_SSH_REFUSED',
  what: 'Cannot verify gateway-1 (192.0.2.10): the server refused the key ~/.ssh/id_ed25519.',
  why: 'it offered "publickey" only.',
  next: 'pass `--identity <file>`.',
});

describe('formatError', () => {
  it('says what, why and next, with the code at the right', () => {
    expect(formatError(refused)).toMatchInlineSnapshot(`
      "Cannot verify gateway-1 (192.0.2.10): the server refused the key ~/.ssh/id_ed25519.    [E_SSH_REFUSED]
        Why:  it offered "publickey" only.
        Next: pass \`--identity <file>\`."
    `);
  });

  it('shows the escapes of a hostile server instead of sending them to the terminal', () => {
    const text = formatError(new KitError({ code: 'E_X', what: 'a\u001b[2Jb', why: 'c\u009bd', next: 'e\u202ef\rg' }));
    expect(text).toContain('a\\x1b[2Jb');
    expect(text).toContain('c\\x9bd');
    expect(text).toContain('e\\u202ef\\x0dg');
  });

  it('indents every further line of a reason', () => {
    const text = formatError(new KitError({ code: 'E_X', what: 'x', why: 'one\ntwo', next: 'y' }));
    expect(text).toContain('  Why:  one\n        two\n');
  });

  it('calls everything unforeseen a bug and shows its stack', () => {
    const text = formatError(new TypeError('x is not a function'));
    expect(text).toContain('[E_BUG]');
    expect(text).toContain('TypeError: x is not a function');
    expect(text).toContain('errors.test.ts');
  });
});

describe('exitCodeOf', () => {
  it.each([
    { when: 'the error was foreseen', error: refused, then: 1 },
    { when: 'the usage was wrong', error: usageError({ what: 'a', why: 'b', next: 'c' }), then: 64 },
    { when: 'it is a bug', error: new Error('x'), then: 1 },
    { when: 'it is not even an error', error: 'x', then: 1 },
  ])('$when -> $then', ({ error, then }) => {
    expect(exitCodeOf(error)).toBe(then);
  });
});
