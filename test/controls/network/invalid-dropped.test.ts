import { expect, it } from 'vitest';
import control from '../../../controls/network/invalid-dropped.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';
import { accept, input, match } from './_input.ts';

const states = (invalid: object, key = 'state') => [
  {
    vmap: {
      key: { ct: { key } },
      data: {
        set: [
          ['established', { accept: null }],
          ['invalid', invalid],
        ],
      },
    },
  },
];
const ssh = [match('tcp', 'dport', 22), accept];
const http = [match('tcp', 'dport', 8080), accept];

it.each<Row>([
  { when: 'they are dropped first', facts: input([states({ drop: null }), ssh]), then: 'pass' },
  { when: 'they are dropped behind an opening', facts: input([ssh, states({ drop: null })]), then: 'fail' },
  { when: 'an undeclared port is opened before', facts: input([http, states({ drop: null }), ssh]), then: 'pass' },
  { when: 'they are let in', facts: input([states({ accept: null }), ssh]), then: 'fail' },
  { when: 'something else is invalid', facts: input([states({ drop: null }, 'status'), ssh]), then: 'fail' },
  { when: 'nobody looks', facts: input([ssh]), then: 'fail' },
  { when: 'there is no rule', facts: input([]), then: 'fail' },
  { when: 'our chain accepts by default', facts: input([states({ drop: null })], 'accept'), then: 'pass' },
  { when: 'nft failed', facts: { nftRuleset: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
