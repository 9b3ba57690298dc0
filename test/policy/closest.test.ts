import { expect, it } from 'vitest';
import { closest } from '../../policy/closest.ts';

const verbs = ['init', 'plan', 'deploy', 'verify', 'destroy', 'lab'];

it.each([
  { when: 'two letters changed places', typed: 'dpeloy', then: 'deploy' },
  { when: 'a letter is missing', typed: 'verfy', then: 'verify' },
  { when: 'the case differs', typed: 'LAB', then: 'lab' },
  { when: 'nothing is near', typed: 'banana', then: undefined },
  { when: 'a short word shares one letter', typed: 'xyb', then: undefined },
])('$when: $typed -> $then', ({ typed, then }) => {
  expect(closest(typed, verbs)).toBe(then);
});

it('has no guess when nothing is known', () => {
  expect(closest('deploy', [])).toBeUndefined();
});
