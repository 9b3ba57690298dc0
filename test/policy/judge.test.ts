import { describe, expect, it } from 'vitest';
import { type Control, defineControl, fail, pass } from '../../controls/control.ts';
import passwordAuthOff from '../../controls/ssh/password-auth-off.ts';
import type { Declared } from '../../policy/declared.ts';
import { judge } from '../../policy/judge.ts';

const declared = { server: 'web-1' } as Declared;
const read = (passwordauthentication: string) => ({
  sshdEffective: {
    ok: true as const,
    age: 0,
    value: { passwordauthentication: [passwordauthentication], kbdinteractiveauthentication: ['no'] },
  },
});
const control = passwordAuthOff as Control;
const suppression = { control: 'ssh.password-auth-off', reason: 'a migration', until: '2026-12-01' };

describe('judge', () => {
  it('passes with the title, the evidence and no next step', () => {
    expect(judge(control, read('no'), declared)).toEqual({
      id: 'ssh.password-auth-off',
      status: 'pass',
      severity: 'critical',
      layer: 'infrastructure',
      title: 'SSH accepts no passwords',
      evidence: ['sshd -T: passwordauthentication no', 'sshd -T: kbdinteractiveauthentication no'],
      references: control.references,
    });
  });

  it('fails with the failure title and a next step', () => {
    expect(judge(control, read('yes'), declared)).toMatchObject({
      status: 'fail',
      title: 'SSH accepts passwords',
      next: expect.stringContaining('grep'),
    });
  });

  it.each([
    { when: 'nobody collected the fact', facts: {}, because: 'sshdEffective was not collected' },
    {
      when: 'the fact could not be read',
      facts: { sshdEffective: { ok: false as const, because: 'sshd is gone' } },
      because: 'sshdEffective: sshd is gone',
    },
  ])('cannot tell when $when', ({ facts, because }) => {
    expect(judge(control, facts, declared)).toMatchObject({ status: 'cannot-tell', because });
  });

  it.each([
    { when: 'the verdict that it names', verdict: 'cannot-tell' as const, facts: {}, then: 'suppressed' },
    { when: 'another one than it names', verdict: 'cannot-tell' as const, facts: read('yes'), then: 'fail' },
    { when: 'a pass', verdict: 'cannot-tell' as const, facts: read('no'), then: 'pass' },
    { when: 'a cannot-tell, when it names none', verdict: undefined, facts: {}, then: 'cannot-tell' },
  ])('a suppression meets $when -> $then', ({ verdict, facts, then }) => {
    const named = { ...suppression, ...(verdict && { verdict }) };
    expect(judge(control, facts, declared, [named], '2026-11-23').status).toBe(then);
  });

  it.each([
    { when: 'before its last day', today: '2026-11-23', server: undefined, then: 'suppressed' },
    { when: 'on its last day', today: '2026-12-01', server: undefined, then: 'suppressed' },
    { when: 'after its last day', today: '2026-12-02', server: undefined, then: 'fail' },
    { when: 'for this server', today: '2026-11-23', server: 'web-1', then: 'suppressed' },
    { when: 'for another server', today: '2026-11-23', server: 'web-2', then: 'fail' },
  ])('a suppression $when -> $then', ({ today, server, then }) => {
    const entry = { ...suppression, ...(server && { server }) };
    expect(judge(control, read('yes'), declared, [entry], today).status).toBe(then);
  });

  it('keeps the evidence and the next step of a suppressed failure, and says whose wish it is', () => {
    expect(judge(control, read('yes'), declared, [suppression], '2026-11-23')).toMatchObject({
      evidence: ['sshd -T: passwordauthentication yes', 'sshd -T: kbdinteractiveauthentication no'],
      because: 'a migration (until 2026-12-01)',
    });
  });

  it('never suppresses a pass or a cannot-tell', () => {
    expect(judge(control, read('no'), declared, [suppression], '2026-11-23').status).toBe('pass');
    expect(judge(control, {}, declared, [suppression], '2026-11-23').status).toBe('cannot-tell');
  });

  it('turns a check that throws into cannot-tell and keeps the error for the exit code', () => {
    const broken = defineControl({
      ...passwordAuthOff,
      check: () => {
        throw new TypeError('x is undefined');
      },
    }) as Control;
    const judgement = judge(broken, read('no'), declared);
    expect(judgement).toMatchObject({ status: 'cannot-tell', because: 'the check itself broke: x is undefined' });
    expect(judgement.broke).toBeInstanceOf(TypeError);
  });

  it('does not run the check when a fact is missing', () => {
    let ran = false;
    const spy = defineControl({
      ...passwordAuthOff,
      check: () => {
        ran = true;
        return fail([], 'never');
      },
    }) as Control;
    judge(spy, {}, declared);
    expect(ran).toBe(false);
    expect(pass([]).status).toBe('pass');
  });
});
