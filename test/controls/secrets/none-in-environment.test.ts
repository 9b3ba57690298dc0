import { expect, it } from 'vitest';
import control from '../../../controls/secrets/none-in-environment.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';
import { gatewayWith } from '../gateway/_process.ts';

it.each<Row>([
  { when: 'every process is as wanted', facts: gatewayWith({}), then: 'pass' },
  { when: 'a key is there', facts: gatewayWith({ environment: ['ANTHROPIC_API_KEY'] }), then: 'fail' },
  { when: 'a token is there', facts: gatewayWith({ environment: ['OPENCLAW_GATEWAY_TOKEN'] }), then: 'fail' },
  { when: 'a password is there, in small letters', facts: gatewayWith({ environment: ['db_password'] }), then: 'fail' },
  {
    when: 'only paths and switches are there',
    facts: gatewayWith({ environment: ['CREDENTIALS_DIRECTORY', 'OPENCLAW_TOKENS_MAX', 'KEYBOARD'] }),
    then: 'pass',
  },
  { when: 'nothing is there', facts: gatewayWith({ environment: [] }), then: 'pass' },
  { when: 'no process is there', facts: { gatewayProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
