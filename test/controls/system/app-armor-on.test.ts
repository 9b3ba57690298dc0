import { expect, it } from 'vitest';
import control from '../../../controls/system/app-armor-on.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const appArmor = (isEnabled: boolean, enforced: number, container = 'none') => ({
  container: read(container),
  appArmor: read({ isEnabled, enforced }),
});

it.each<Row>([
  { when: 'it runs and has profiles', facts: appArmor(true, 12), then: 'pass' },
  { when: 'it runs and holds nothing', facts: appArmor(true, 0), then: 'fail' },
  { when: 'the kernel runs without it', facts: appArmor(false, 0), then: 'fail' },
  { when: 'it is a container', facts: appArmor(false, 0, 'systemd-nspawn'), then: 'cannot-tell' },
  {
    when: 'the kernel could not be asked',
    facts: { ...appArmor(true, 1), appArmor: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
