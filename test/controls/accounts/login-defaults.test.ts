import { expect, it } from 'vitest';
import control from '../../../controls/accounts/login-defaults.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, unreadable } from '../_facts.ts';
import { asHardened, but, declared } from '../_hardened.ts';

const whole = () => asHardened('loginDefs');
const defs = (change: Record<string, string>) => but('loginDefs', (own) => ({ ...own, ...change }));

it.each<Row>([
  { when: 'the server is as it was hardened', facts: whole(), then: 'pass' },
  { when: 'homes are open', facts: defs({ HOME_MODE: '0755' }), then: 'fail' },
  { when: 'passwords never age', facts: defs({ PASS_MAX_DAYS: '99999' }), then: 'fail' },
  { when: 'nobody is warned', facts: defs({ PASS_WARN_AGE: '0' }), then: 'fail' },
  { when: 'a login may be tried often', facts: defs({ LOGIN_RETRIES: '10' }), then: 'fail' },
  { when: 'a login without a home ends in /', facts: defs({ DEFAULT_HOME: 'yes' }), then: 'fail' },
  { when: 'it is stricter', facts: defs({ PASS_MAX_DAYS: '90' }), then: 'pass' },
  { when: 'one is not set', facts: but('loginDefs', ({ HOME_MODE: _, ...own }) => own), then: 'fail' },
  { when: 'nothing is set', facts: but('loginDefs', () => ({})), then: 'cannot-tell' },
  { when: 'it was not read', facts: { ...whole(), loginDefs: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
