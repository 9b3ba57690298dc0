import { expect, it } from 'vitest';
import control from '../../../controls/updates/security-origin-allowed.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const archive = (label: string, allowed: boolean, origin = 'Debian') => ({
  origin,
  label,
  codename: 'trixie-security',
  suite: 'stable-security',
  allowed,
});
const origins = (...archives: ReturnType<typeof archive>[]) => read({ patterns: ['origin=Debian'], archives });

it.each<Row>([
  {
    when: 'the security archive is accepted',
    facts: { upgradeOrigins: origins(archive('Debian-Security', true)) },
    then: 'pass',
  },
  {
    when: 'one of two security archives is accepted',
    facts: { upgradeOrigins: origins(archive('Debian-Security', false), archive('Debian-Security', true)) },
    then: 'pass',
  },
  {
    when: 'only the main archive is accepted',
    facts: { upgradeOrigins: origins(archive('Debian', true), archive('Debian-Security', false)) },
    then: 'fail',
  },
  { when: 'apt knows no security archive', facts: { upgradeOrigins: origins(archive('Debian', true)) }, then: 'fail' },
  {
    when: 'somebody else calls an archive by that label',
    facts: { upgradeOrigins: origins(archive('Debian-Security', true, 'Example')) },
    then: 'fail',
  },
  { when: 'apt knows no archive', facts: { upgradeOrigins: origins() }, then: 'fail' },
  { when: 'unattended-upgrades is not installed', facts: { upgradeOrigins: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
