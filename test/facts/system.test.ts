import { describe, expect, it } from 'vitest';
import type { FileEntry } from '../../facts/fact.ts';
import { facts } from '../../facts/index.ts';
import { SYSCTL_CONF } from '../../policy/render/sysctl.ts';
import type { Wanted } from '../../policy/wanted.ts';
import { declared } from '../controls/_hardened.ts';
import { command, files } from './_reading.ts';

const entry = (path: string, more: Partial<FileEntry> = {}) => ({ path, ...more });
const text = (content: string, path = '/x') => files(entry(path, { content }));
const absent = (path: string) => entry(path, { type: 'absent', mode: '', owner: '', group: '' });

describe('container', () => {
  it.each([
    { stdout: 'none\n', exit: 1, then: 'none' },
    { stdout: 'none\n', exit: 0, then: 'none' },
    { stdout: 'systemd-nspawn\n', exit: 0, then: 'systemd-nspawn' },
  ])('reads $stdout with $exit', ({ stdout, exit, then }) => {
    expect(facts.container.parse(command(stdout, exit))).toBe(then);
  });
  it.each([command('', 1, 'Failed to check'), command('lxc\n', 1), command('', 0), command('none\n', null)])(
    'takes no failure for an answer',
    (reading) => {
      expect(() => facts.container.parse(reading)).toThrow('systemd-detect-virt');
    },
  );
});

describe('kernelSettings', () => {
  it('asks for what our own file sets, and for nothing else', () => {
    const content = '# ours\nnet/ipv4/conf/*/rp_filter = 1\nkernel/sysrq = 0\n';
    const wanted = { files: [{ path: SYSCTL_CONF, content }] } as unknown as Wanted;
    expect(facts.kernelSettings.source(declared, wanted)).toMatchObject({
      paths: ['/proc/sys/net/ipv4/conf/*/rp_filter', '/proc/sys/kernel/sysrq'],
    });
  });
  it('keeps apart what is set, what is not there and what could not be read', () => {
    const reading = files(
      entry('/proc/sys/kernel/sysrq', { content: '0\n' }),
      entry('/proc/sys/net/ipv4/ip_local_port_range', { content: '32768\t60999\n' }),
      absent('/proc/sys/kernel/unknown'),
      entry('/proc/sys/kernel/closed', { error: 'Permission denied' }),
    );
    expect(facts.kernelSettings.parse(reading)).toEqual({
      'kernel/sysrq': { value: '0' },
      'net/ipv4/ip_local_port_range': { value: '32768 60999' },
      'kernel/closed': { error: 'Permission denied' },
    });
  });
});

describe('mounts', () => {
  const line = (path: string, options: string, type = 'tmpfs', behind = 'rw') =>
    `36 35 98:0 / ${path} ${options} master:1 - ${type} none ${behind}\n`;
  it('unites the options of a mount point and of what lies behind it; the last one on a path counts', () => {
    const reading = text(
      line('/tmp', 'rw') + line('/a\\040b', 'rw,noexec', 'proc', 'rw,hidepid=2') + line('/tmp', 'ro'),
    );
    expect(facts.mounts.parse(reading)).toEqual([
      { path: '/tmp', type: 'tmpfs', options: ['ro', 'rw'] },
      { path: '/a b', type: 'proc', options: ['rw', 'noexec', 'hidepid=2'] },
    ]);
  });
  it.each([text('nonsense\n'), files(entry('/x', { error: 'Permission denied' }))])('does not guess', (reading) => {
    expect(() => facts.mounts.parse(reading)).toThrow();
  });
});

describe('kernelModules', () => {
  const modules = entry('/proc/modules', { content: 'nf_tables 1 2 x, Live 0x0\nudf 3 0 - Live 0x0\n' });
  const conf = (path: string, content: string) => entry(path, { content });
  const off = (...confs: ReturnType<typeof entry>[]) => facts.kernelModules.parse(files(modules, ...confs)).off;

  it('names what is loaded', () => {
    expect(facts.kernelModules.parse(files(modules)).loaded).toEqual(['nf_tables', 'udf']);
  });
  it.each([
    { when: 'a program that does nothing is run', content: 'install usb-storage /bin/false\n', then: ['usb_storage'] },
    { when: 'it is written with /usr', content: '  install  dccp  /usr/bin/true \n', then: ['dccp'] },
    { when: 'it is only kept from its aliases', content: 'blacklist dccp\n', then: [] },
    { when: 'the program loads it after all', content: 'install dccp /sbin/modprobe -i dccp\n', then: [] },
    { when: 'the line is a comment', content: '# install dccp /bin/false\n', then: [] },
    { when: 'an earlier line says otherwise', content: 'install a /sbin/x\ninstall a /bin/false\n', then: [] },
  ])('counts a module as kept out or not, when $when', ({ content, then }) => {
    expect(off(conf('/etc/modprobe.d/x.conf', content))).toEqual(then);
  });
  it('goes by the file in /etc when two have one name', () => {
    const [vendors, ours] = ['install a /bin/false\n', '\n'];
    expect(off(conf('/usr/lib/modprobe.d/x.conf', vendors), conf('/etc/modprobe.d/x.conf', ours))).toEqual([]);
  });
});

describe('appArmor', () => {
  const enabled = (content: string) => entry('/sys/module/apparmor/parameters/enabled', { content });
  const profiles = entry('/sys/kernel/security/apparmor/profiles', {
    content: '/usr/bin/man (enforce)\nnvidia (unconfined)\nx//y (complain)\nz (kill)\n',
  });
  it('counts the profiles that refuse', () => {
    expect(facts.appArmor.parse(files(enabled('Y\n'), profiles))).toEqual({ isEnabled: true, enforced: 2 });
  });
  it.each([enabled('N\n'), absent('/sys/module/apparmor/parameters/enabled')])(
    'is off where the kernel says no',
    (no) => {
      expect(facts.appArmor.parse(files(no, profiles))).toEqual({ isEnabled: false, enforced: 0 });
    },
  );
  it('cannot tell when the profiles cannot be read', () => {
    expect(() => facts.appArmor.parse(files(enabled('Y\n'), entry('/p', { error: 'Permission denied' })))).toThrow(
      'denied',
    );
  });
});

describe('auditState', () => {
  const state = 'enabled 1\nfailure 1\npid 412\nrate_limit 0\nlost 3\n';
  it('reads state and rules', () => {
    expect(facts.auditState.parse(command(`${state}\n-w /etc/passwd -p wa -k identity\n`))).toEqual({
      enabled: 1,
      pid: 412,
      lost: 3,
      rules: ['-w /etc/passwd -p wa -k identity'],
    });
  });
  it('knows the words for no rules', () => {
    expect(facts.auditState.parse(command(`${state}\nNo rules\n`)).rules).toEqual([]);
  });
  it.each([command('', 255, 'Operation not permitted'), command('enabled 1\n\nNo rules\n')])(
    'does not guess',
    (reading) => {
      expect(() => facts.auditState.parse(reading)).toThrow();
    },
  );
});

describe('journalLimits', () => {
  it('reads the last line', () => {
    const line = (use: number) => JSON.stringify({ JOURNAL_PATH: '/j', MAX_USE: String(use), DISK_KEEP_FREE: '7' });
    expect(facts.journalLimits.parse(command(`${line(1)}\n${line(2)}\n`))).toEqual({
      path: '/j',
      maxUse: 2,
      keepFree: 7,
    });
  });
  it.each([command(''), command('{"MAX_USE":"1"}\n')])('does not guess', (reading) => {
    expect(() => facts.journalLimits.parse(reading)).toThrow('journald');
  });
});

it('units answers to each name of a unit', () => {
  const block = [
    'Id=reboot.target',
    'Names=reboot.target ctrl-alt-del.target',
    'LoadState=loaded',
    'UnitFileState=static',
    'ActiveState=inactive',
    'SubState=dead',
    'NeedDaemonReload=no',
    'ActiveEnterTimestamp=',
    'ConditionResult=no',
    'ConditionTimestamp=',
  ];
  const states = facts.units.parse(command(`${block.join('\n')}\n`));
  expect(Object.keys(states)).toEqual(['reboot.target', 'ctrl-alt-del.target']);
  expect(states['ctrl-alt-del.target']).toMatchObject({ file: 'static', active: 'inactive', isSkipped: false });
});

it('coreLimit reads both limits', () => {
  const line = 'Max core file size        0                    unlimited            bytes     \n';
  expect(facts.coreLimit.parse(text(`Limit  Soft Limit  Hard Limit  Units\n${line}`))).toEqual({
    soft: '0',
    hard: 'unlimited',
  });
  expect(() => facts.coreLimit.parse(text(''))).toThrow('core file size');
});

describe('resolver', () => {
  const stub = entry('/run/systemd/resolve/stub-resolv.conf', {
    content: 'nameserver 127.0.0.53\n',
    owner: 'systemd-resolve',
  });
  const conf = (more: Partial<FileEntry>) => entry('/etc/resolv.conf', more);
  it.each(['../run/systemd/resolve/stub-resolv.conf', '/run/systemd/resolve/stub-resolv.conf'])(
    'follows %s',
    (target) => {
      expect(facts.resolver.parse(files(conf({ type: 'link', target }), stub))).toEqual({
        path: '/run/systemd/resolve/stub-resolv.conf',
        owner: 'systemd-resolve',
        isOthersToWrite: false,
        servers: ['127.0.0.53'],
      });
    },
  );
  it('reads a file of its own', () => {
    const own = conf({ content: '# x\nnameserver 192.0.2.1\n nameserver 2001:db8::1\n', mode: '0666' });
    expect(facts.resolver.parse(files(own, stub))).toMatchObject({
      isOthersToWrite: true,
      servers: ['192.0.2.1', '2001:db8::1'],
    });
  });
  it('does not follow a link to anywhere', () => {
    expect(() => facts.resolver.parse(files(conf({ type: 'link', target: '/tmp/x' }), stub))).toThrow('/tmp/x');
  });
});

it.each([
  { cgroup: 'cgroup:/system.slice/ssh.service', unit: 'ssh.service' },
  { cgroup: 'cgroup:/system.slice/openclaw-gateway.service/child', unit: 'openclaw-gateway.service' },
  { cgroup: 'cgroup:/user.slice/user-1000.slice/session-3.scope', unit: 'session-3.scope' },
  { cgroup: 'cgroup:/init.scope', unit: 'init.scope' },
  { cgroup: 'cgroup:unreachable:1f', unit: undefined },
  { cgroup: '', unit: undefined },
])('listeners reads the unit of $cgroup', ({ cgroup, unit }) => {
  const line = `tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3)) ${cgroup}`;
  expect(facts.listeners.parse(command(line))[0]?.unit).toBe(unit);
});
