import { describe, expect, it } from 'vitest';
import { rereadDifferences, toReread } from '../../policy/reread.ts';
import type { Wanted } from '../../policy/wanted.ts';

const wanted: Wanted = {
  ...{ packages: [], groups: [], users: [], files: [], directories: [], absent: [] },
  units: [
    { name: 'nftables.service', enabled: 'enabled', active: true, watches: ['/etc/nftables.conf'], onChange: 'reload' },
    { name: 'ssh.service', enabled: 'enabled', active: true, onChange: 'reload' },
    { name: 'fail2ban.service', enabled: 'masked', active: false },
  ],
};

describe('what is to read its files again', () => {
  it('is the unit that a failed control looked at, with every control that says so', () => {
    const failed = [
      { id: 'network.a', needs: ['nftRuleset'] },
      { id: 'network.b', needs: ['listeners', 'nftRuleset'] },
      { id: 'accounts.c', needs: ['accounts'] },
    ] as const;
    expect(toReread(failed, wanted)).toEqual([{ unit: wanted.units[0], because: ['network.a', 'network.b'] }]);
  });

  it('is never a unit that is not to run', () => {
    expect(toReread([{ id: 'fail2ban.x', needs: ['fail2ban'] }], wanted)).toEqual([]);
  });

  it('is nothing when nothing failed', () => {
    expect(toReread([], wanted)).toEqual([]);
  });

  it('is a difference of the unit and of its files, so that a rollback knows both', () => {
    const differences = rereadDifferences(toReread([{ id: 'network.a', needs: ['nftRuleset'] }], wanted));
    expect(differences.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'unit nftables.service',
      'file /etc/nftables.conf',
    ]);
    expect(differences[0]).toMatchObject({ what: 'what runs in nftables.service', observed: 'not so: network.a' });
  });
});
