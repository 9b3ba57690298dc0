import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Difference, DifferenceKind } from '../../policy/diff.ts';
import { rollbackPlan } from '../../policy/rollback-plan.ts';
import { armedScript, armScript, confirmScript, parseRollback, rollBackScript } from '../../policy/rollback-script.ts';
import type { Wanted } from '../../policy/wanted.ts';

const difference = (kind: DifferenceKind, name: string): Difference => ({
  ...{ kind, name, what: kind === 'absent' ? name : `${kind} ${name}`, wanted: '', observed: '' },
  isKnown: true,
});
const file = (path: string, content = '') => ({ path, content, mode: '0600', owner: 'root', group: 'root' });
const wanted: Wanted = {
  packages: [],
  groups: [],
  users: [],
  directories: [],
  absent: [],
  files: [
    file('/etc/nftables.conf'),
    file('/etc/sysctl.d/zz.conf', '# why\nnet.ipv4.ip_forward = 0\n-kernel.kptr_restrict=2\n'),
    file('/etc/systemd/system/ssh.service.d/x.conf'),
  ],
  units: [
    { name: 'nftables.service', enabled: 'enabled', active: true, watches: ['/etc/nftables.conf'], onChange: 'reload' },
    {
      name: 'ssh.service',
      enabled: 'enabled',
      active: true,
      watches: ['/etc/ssh/sshd_config.d/00-sclerite.conf', '/etc/systemd/system/ssh.service.d/x.conf'],
      onChange: 'reload',
    },
    { name: 'cron.service', enabled: 'enabled', active: true },
  ],
};

describe('the plan', () => {
  it('keeps what differs and whoever reads it, and nothing else', () => {
    const plan = rollbackPlan([difference('file', '/etc/nftables.conf'), difference('package', 'nftables')], wanted);
    expect(plan).toEqual({
      changes: ['file /etc/nftables.conf', 'package nftables'],
      paths: ['/etc/nftables.conf'],
      units: [{ name: 'nftables.service', how: 'reload' }],
      sysctls: [],
      touchesSshd: false,
      touchesNftables: true,
    });
  });

  it('keeps every file that accounts live in', () => {
    const { paths } = rollbackPlan([difference('user', 'admin')], wanted);
    expect(paths).toContain('/etc/shadow');
    expect(paths).toContain('/etc/group-');
  });

  it('keeps the kernel settings that a file sets, not those that it talks about', () => {
    const { sysctls } = rollbackPlan([difference('file', '/etc/sysctl.d/zz.conf')], wanted);
    expect(sysctls).toEqual(['net.ipv4.ip_forward', 'kernel.kptr_restrict']);
  });

  it('restarts what got another sandbox, and leaves alone what only was started', () => {
    const { units, touchesSshd } = rollbackPlan(
      [difference('file', '/etc/systemd/system/ssh.service.d/x.conf'), difference('unit', 'cron.service')],
      wanted,
    );
    expect(units).toEqual([
      { name: 'ssh.service', how: 'restart' },
      { name: 'cron.service', how: 'none' },
    ]);
    expect(touchesSshd).toBe(false);
  });

  it('puts parents before what is in them', () => {
    const { paths } = rollbackPlan([difference('absent', '/a/b/c'), difference('directory', '/a/b')], wanted);
    expect(paths).toEqual(['/a/b', '/a/b/c']);
  });
});

describe('the scripts', () => {
  const plan = rollbackPlan(
    [
      difference('file', "/etc/ssh/it's"),
      difference('file', '/etc/nftables.conf'),
      difference('file', '/etc/sysctl.d/zz.conf'),
      difference('user', 'admin'),
      difference('unit', 'ssh.service'),
    ],
    wanted,
  );
  const arming = armScript(plan, 'abc', 120);
  const restoring = /<<'END-OF-RESTORE'\n([\s\S]*?)END-OF-RESTORE\n/.exec(arming)?.[1] ?? '';

  it.each([
    ['arm', arming],
    ['restore', restoring],
    ['confirm', confirmScript('abc')],
    ['roll back', rollBackScript],
    ['look', armedScript],
  ])('are bash: %s', (_, script) => {
    expect(script.length).toBeGreaterThan(50);
    expect(spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  it('bring back in the other direction, files before the units that read them, rules first of what is live', () => {
    const lines = restoring.slice(restoring.indexOf('main() {')).split('\n');
    const at = (start: string) => lines.findIndex((line) => line.trim().startsWith(start));
    const order = ['path', 'try systemctl daemon-reload', 'enablement ssh.service', 'rules', 'setting', 'activity'].map(
      at,
    );
    expect(order.every((line) => line > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(
      lines.filter((line) => line.trim().startsWith('path ')).map((line) => Number(line.trim().split(' ')[1])),
    ).toEqual(plan.paths.map((_, index) => plan.paths.length - 1 - index));
  });

  it('arm only after every copy is on the disk', () => {
    const [copies, synced, armed, timer] = [
      'keep 0 ',
      'sync -f',
      '>/var/lib/sclerite/rollback/armed',
      'systemd-run --quiet',
    ].map((text) => arming.lastIndexOf(text));
    expect(copies).toBeGreaterThan(0);
    expect(arming.indexOf('sync -f /var/lib/sclerite/rollback\n')).toBeGreaterThan(copies ?? 0);
    expect(armed).toBeLessThan(synced ?? 0);
    expect(timer).toBeGreaterThan(synced ?? 0);
  });
});

describe('the record', () => {
  it('says when, who began it, in which words, and what was taken back', () => {
    const text = 'at 1800000000\nwhy asked\nwords refused\nwords twice\n\nchange file /a\nchange user b\n';
    expect(parseRollback(text)).toEqual({
      at: 1_800_000_000,
      why: 'asked',
      words: 'refused\ntwice',
      trouble: [],
      changes: ['file /a', 'user b'],
    });
  });

  it('says what could not be brought back', () => {
    expect(parseRollback('at 1\nwhy boot\ntrouble mv -fT a b: no\nchange file /a\n')?.trouble).toEqual([
      'mv -fT a b: no',
    ]);
  });

  it.each(['', '\n', 'why else\n', 'garbage'])('is none: %j', (text) => {
    expect(parseRollback(text)).toBeUndefined();
  });
});
