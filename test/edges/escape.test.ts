import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeLine, escapeRemote, quoteRemote } from '../../edges/escape.ts';

it.each([
  { when: 'clears the screen', text: '\u001b[2Jhi', shown: '\\x1b[2Jhi' },
  { when: 'sets the title of the window', text: '\u001b]0;owned\u0007', shown: '\\x1b]0;owned\\x07' },
  { when: 'is the one-byte form of an escape', text: '\u009b31m', shown: '\\x9b31m' },
  { when: 'overwrites the line before', text: 'bad\rgood', shown: 'bad\\x0dgood' },
  { when: 'takes characters back', text: 'bad\b\b\bgood', shown: 'bad\\x08\\x08\\x08good' },
  { when: 'reorders text', text: 'a\u202eb\u2066c', shown: 'a\\u202eb\\u2066c' },
  { when: 'hides text in tags', text: 'a\u{e0041}b', shown: 'a\\u{e0041}b' },
  { when: 'hides letters', text: 'ad\u200bmin\ufeff', shown: 'ad\\u200bmin\\ufeff' },
  { when: 'is half a character', text: 'a\ud83d', shown: 'a\\ud83d' },
  { when: 'ends lines as Windows does', text: 'a\r\nb', shown: 'a\nb' },
  { when: 'is harmless', text: 'größer\t日本 👍\n', shown: 'größer\t日本 👍\n' },
])('text that $when', ({ text, shown }) => {
  expect(escapeRemote(text)).toBe(shown);
});

it('leaves nothing that a terminal would obey, whatever comes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029\ud800-\udfff]/u);
    }),
  );
});

describe('quoting output', () => {
  it('keeps the last lines and counts the others', () => {
    expect(quoteRemote('1\n2\n3\n4\n', { maxLines: 2 })).toBe('(2 more lines before these)\n3\n4');
  });

  it('cuts long lines', () => {
    expect(quoteRemote('x'.repeat(50), { maxColumns: 10 })).toBe(`${'x'.repeat(10)}…`);
  });
});
