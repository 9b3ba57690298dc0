import { describe, expect, it } from 'vitest';

import type { MachineSpec } from '../../../lab/driver.ts';
import { qemuArguments } from '../../../lab/qemu/arguments.ts';

const spec: MachineSpec = {
  ...{ id: 100_002, name: 'web', image: 'debian-13', location: 'fsn1', cores: 4, memory: 8, disk: 40 },
  ...{ ipv4: '198.18.0.16', ipv6: null, userData: '', publicKeys: [] },
};
const order = {
  spec,
  image: { disk: '/i/disk.raw', kernel: '/i/vmlinuz', initrd: '/i/initrd.img' },
  paths: { disk: '/m/disk.qcow2', qmp: '/m/qmp.sock', agent: '/m/agent.sock' },
  accelerator: 'tcg',
  hostCores: 2,
} as const;

/** The value behind the first option of that name, and behind all of them. */
const all = (argv: readonly string[], option: string) =>
  argv.flatMap((word, index) => (argv[index - 1] === option ? [word] : []));

describe('qemuArguments', () => {
  const argv = qemuArguments(order);

  it('names Hetzner and the server in SMBIOS, as its datasource asks for', () => {
    expect(all(argv, '-smbios')).toEqual(['type=1,manufacturer=Hetzner,product=vServer,serial=100002']);
  });

  it('gives no more processors than the host has and no more memory than 2 GB', () => {
    expect([all(argv, '-smp'), all(argv, '-m')]).toEqual([['2'], ['2048']]);
    const small = qemuArguments({ ...order, spec: { ...spec, cores: 1, memory: 1 } });
    expect([all(small, '-smp'), all(small, '-m')]).toEqual([['1'], ['1024']]);
  });

  it('plugs the card into the link that the router knows, with the address of its metadata', () => {
    expect(all(argv, '-netdev')).toEqual(['tap,id=net,ifname=vm100002,script=no,downscript=no']);
    expect(all(argv, '-device').join('\n')).toContain('mac=96:00:00:01:86:a2');
  });

  it('uses the processor as it is under KVM, and all that TCG can do otherwise, but machines within the machine', () => {
    const kvm = qemuArguments({ ...order, accelerator: 'kvm' });
    expect([all(kvm, '-accel'), all(kvm, '-cpu')]).toEqual([['kvm'], ['host']]);
    expect(all(argv, '-cpu')).toEqual(['max,svm=off']);
  });

  it('tells the services of an emulated machine to be patient, and only those', () => {
    expect(all(argv, '-append').join()).toMatch(/ systemd\.setenv=SCLERITE_PATIENCE=20$/);
    expect(all(qemuArguments({ ...order, accelerator: 'kvm' }), '-append').join()).not.toContain('PATIENCE');
  });

  it('doubles commas in paths: a single one would begin another option', () => {
    const odd = qemuArguments({ ...order, paths: { ...order.paths, disk: '/a,b/disk.qcow2' } });
    expect(all(odd, '-drive').join()).toContain('file=/a,,b/disk.qcow2,format=qcow2');
  });
});
