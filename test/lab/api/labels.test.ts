import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelFaults, parseSelector } from '../../../lab/api/labels.ts';

it.each([
  { selector: 'env', labels: { env: 'x' }, holds: true },
  { selector: 'env', labels: {}, holds: false },
  { selector: '!env', labels: {}, holds: true },
  { selector: '!env', labels: { env: '' }, holds: false },
  { selector: 'env=prod', labels: { env: 'prod' }, holds: true },
  { selector: 'env==prod', labels: { env: 'prod' }, holds: true },
  { selector: 'env = prod', labels: { env: 'prod' }, holds: true },
  { selector: 'env=prod', labels: { env: 'production' }, holds: false },
  { selector: 'env!=prod', labels: { env: 'dev' }, holds: true },
  { selector: 'env!=prod', labels: {}, holds: true },
  { selector: 'env in (prod,dev)', labels: { env: 'dev' }, holds: true },
  { selector: 'env in (prod, dev)', labels: {}, holds: false },
  { selector: 'env notin (prod,dev)', labels: { env: 'test' }, holds: true },
  { selector: 'env notin (prod,dev)', labels: { env: 'dev' }, holds: false },
  { selector: 'env in (prod,dev),!old,tier=1', labels: { env: 'dev', tier: '1' }, holds: true },
  { selector: 'env in (prod,dev),!old,tier=1', labels: { env: 'dev', tier: '1', old: '' }, holds: false },
  { selector: 'example.com/env=prod', labels: { 'example.com/env': 'prod' }, holds: true },
])('$selector on $labels: $holds', ({ selector, labels, holds }) => {
  expect(parseSelector(selector)(labels as Record<string, string>)).toBe(holds);
});

it.each(['', 'a b', '=x', 'a=b=c', 'env in', 'a,,b', '!'])('refuses the selector "%s" by quoting it', (selector) => {
  expect(() => parseSelector(selector)).toThrow(/is not a label selector/);
});

it('takes any label that it calls well-formed back by its own selector', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,20}[a-zA-Z0-9])?$/);
  fc.assert(
    fc.property(word, word, (key, value) => {
      expect(labelFaults({ [key]: value })).toEqual([]);
      expect(parseSelector(`${key}=${value}`)({ [key]: value })).toBe(true);
      expect(parseSelector(`${key}!=${value}`)({ [key]: value })).toBe(false);
    }),
  );
});

it.each([
  { when: 'a key with a space', labels: { 'a b': 'c' }, says: /label key 'a b'/ },
  { when: 'a key that ends with a dash', labels: { 'a-': 'c' }, says: /label key 'a-'/ },
  { when: 'a key of 64 characters', labels: { ['a'.repeat(64)]: 'c' }, says: /label key/ },
  { when: 'a value with a slash', labels: { a: 'b/c' }, says: /label value 'b\/c'/ },
])('refuses $when', ({ labels, says }) => {
  expect(labelFaults(labels as Record<string, string>).join()).toMatch(says);
});
