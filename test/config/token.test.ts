import { describe, expect, it } from 'vitest';
import { checkToken } from '../../config/token.ts';

const token = 'aB3'.repeat(21).padEnd(64, 'x');

describe('HCLOUD_TOKEN', () => {
  it('is 64 letters and digits', () => expect(checkToken(token)).toBeUndefined());

  it.each([
    { when: 'missing', value: undefined, rule: /not set/ },
    { when: 'empty', value: '', rule: /not set/ },
    { when: 'short', value: token.slice(1), rule: /has 63 characters/ },
    { when: 'followed by a line break', value: `${token}\n`, rule: /line break/ },
    { when: 'of other characters', value: token.replace('a', '-'), rule: /not 64 letters and digits/ },
  ])('is refused when $when, and never shown', ({ value, rule }) => {
    const problem = checkToken(value);
    expect(problem?.rule).toMatch(rule);
    if (value) expect(JSON.stringify(problem)).not.toContain(value.trim().slice(5, 20));
  });
});
