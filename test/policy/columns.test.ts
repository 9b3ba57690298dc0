import { expect, it } from 'vitest';
import { columns } from '../../policy/columns.ts';

it.each([
  { when: 'nothing', rows: [], then: '' },
  {
    when: 'a short cell over a long one',
    rows: [
      ['A', 'B'],
      ['long', 'x'],
    ],
    then: 'A     B\nlong  x\n',
  },
  {
    when: 'an empty last cell',
    rows: [
      ['A', 'B'],
      ['a', ''],
    ],
    then: 'A  B\na\n',
  },
  { when: 'a row that is shorter', rows: [['A'], ['a', 'b']], then: 'A\na  b\n' },
])('$when', ({ rows, then }) => {
  expect(columns(rows)).toBe(then);
});
