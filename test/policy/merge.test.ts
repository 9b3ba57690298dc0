import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KitError } from '../../policy/errors.ts';
import { type Claim, mergeWishes } from '../../policy/merge.ts';
import type { Wishes } from '../../policy/wanted.ts';

const claim = (id: string, wishes: Wishes): Claim => ({ id, wishes });
const file = (content: string) => ({ path: '/etc/x', content, mode: '0644', owner: 'root', group: 'root' });
const disagreement = (...claims: readonly Claim[]): KitError => {
  try {
    mergeWishes(claims);
  } catch (error) {
    if (error instanceof KitError) return error;
  }
  throw new Error('they agreed');
};

describe('mergeWishes', () => {
  it('unites lists, sorted and once each', () => {
    const { packages } = mergeWishes([
      claim('b.b', { packages: ['sudo', 'nftables'] }),
      claim('a.a', { packages: ['sudo'] }),
    ]);
    expect(packages).toEqual(['nftables', 'sudo']);
  });

  it('unites maps key by key', () => {
    const merged = mergeWishes([
      claim('ssh.a', { sshd: { Port: '22' }, fail2ban: { sshd: { enabled: 'true' } } }),
      claim('ssh.b', { sshd: { UsePAM: 'yes' }, fail2ban: { sshd: { maxretry: '5' }, DEFAULT: { bantime: '1h' } } }),
    ]);
    expect(merged.sshd).toEqual({ Port: '22', UsePAM: 'yes' });
    expect(merged.fail2ban).toEqual({ DEFAULT: { bantime: '1h' }, sshd: { enabled: 'true', maxretry: '5' } });
  });

  it('accepts the same wish twice, however its keys are ordered', () => {
    const user = { name: 'x', system: true, home: '/x', shell: '/bin/sh', groups: [] };
    const again = { groups: [], shell: '/bin/sh', home: '/x', system: true, name: 'x' };
    expect(mergeWishes([claim('a.a', { users: [user] }), claim('b.b', { users: [again] })]).users).toEqual([user]);
  });

  it('keeps audit rules and what may leave in the order of their controls, and unites modules', () => {
    const merged = mergeWishes([
      claim('z.z', { audit: ['second'], nftEgress: ['b'], modulesOff: ['udf', 'dccp'] }),
      claim('a.a', { audit: ['first'], nftEgress: ['a', 'b'], modulesOff: ['udf'] }),
    ]);
    expect(merged).toMatchObject({ audit: ['first', 'second'], nftEgress: ['a', 'b'], modulesOff: ['dccp', 'udf'] });
  });

  it('keeps nft rules in the order of their controls', () => {
    const { nftOutput } = mergeWishes([
      claim('z.z', { nftOutput: ['second'] }),
      claim('a.a', { nftOutput: ['first'] }),
    ]);
    expect(nftOutput).toEqual(['first', 'second']);
  });

  it.each<{ what: string; a: Wishes; b: Wishes; words: string[] }>([
    { what: 'an sshd keyword', a: { sshd: { Port: '22' } }, b: { sshd: { port: '2222' } }, words: ['"22"', '"2222"'] },
    {
      what: 'an sshd keyword of one user',
      a: { sshdFor: { admin: { PermitTTY: 'no' } } },
      b: { sshdFor: { admin: { PermitTTY: 'yes' } } },
      words: ['"no"', '"yes"'],
    },
    {
      what: 'a fail2ban setting',
      a: { fail2ban: { sshd: { bantime: '1h' } } },
      b: { fail2ban: { sshd: { bantime: '1d' } } },
      words: ['"1h"', '"1d"'],
    },
    { what: 'an apt setting', a: { apt: { 'A::B': '1' } }, b: { apt: { 'A::B': ['1'] } }, words: ['"1"', '["1"]'] },
    {
      what: 'a kernel setting',
      a: { sysctl: { 'kernel/sysrq': '0' } },
      b: { sysctl: { 'kernel/sysrq': '1' } },
      words: ['"0"', '"1"'],
    },
    { what: 'a file', a: { files: [file('one')] }, b: { files: [file('two')] }, words: ['"one"', '"two"'] },
    { what: 'a path', a: { files: [file('one')] }, b: { absent: ['/etc/x'] }, words: ['present', 'absent'] },
    {
      what: 'a unit',
      a: { units: [{ name: 'x.service', enabled: 'enabled', active: true }] },
      b: { units: [{ name: 'x.service', enabled: 'masked', active: false }] },
      words: ['"enabled"', '"masked"'],
    },
  ])('names both controls and both values when they disagree about $what', ({ a, b, words }) => {
    const error = disagreement(claim('area.one', a), claim('area.two', b));
    expect(error.code).toBe('E_CONTROLS_DISAGREE');
    for (const word of ['area.one', 'area.two', ...words]) expect(error.why).toContain(word);
  });

  it('does not depend on the order in which it is told', () => {
    const wishes = fc.record({
      packages: fc.subarray(['a', 'b', 'c', 'd']),
      absent: fc.subarray(['/x', '/y']),
      nftOutput: fc.subarray(['one', 'two']),
    });
    fc.assert(
      fc.property(fc.array(wishes, { maxLength: 5 }), fc.integer(), (all, turn) => {
        const claims = all.map((each, index) => claim(`area.${index}`, each));
        const cut = all.length === 0 ? 0 : Math.abs(turn) % all.length;
        const turned = [...claims.slice(cut), ...claims.slice(0, cut)];
        expect(mergeWishes(turned)).toEqual(mergeWishes(claims));
      }),
    );
  });
});
