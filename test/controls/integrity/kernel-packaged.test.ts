import { expect, it } from 'vitest';
import control from '../../../controls/integrity/kernel-packaged.ts';
import type { KernelOrigin } from '../../../facts/kernel-origin.ts';
import type { Declared } from '../../../policy/declared.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const origin = (over: Partial<KernelOrigin>) => ({
  kernelOrigin: read<KernelOrigin>({
    release: '6.12.57+deb13-cloud-amd64',
    image: { path: '/boot/vmlinuz-6.12.57+deb13-cloud-amd64', exists: true, isPackaged: true },
    modules: [{ name: 'virtio_net', path: '/usr/lib/modules/6.12.57/kernel/virtio_net.ko.xz', isPackaged: true }],
    taint: 0,
    ...over,
  }),
});

it.each<Row>([
  { when: 'the image is of a package', facts: origin({}), then: 'pass' },
  {
    when: 'the image is of no package',
    facts: origin({ image: { path: '/boot/vmlinuz-6', exists: true, isPackaged: false } }),
    then: 'fail',
  },
  {
    when: 'the image is gone',
    facts: origin({ image: { path: '/boot/vmlinuz-6', exists: false, isPackaged: false } }),
    then: 'fail',
  },
  {
    when: 'the package lists it and it is gone',
    facts: origin({ image: { path: '/boot/vmlinuz-6', exists: false, isPackaged: true } }),
    then: 'fail',
  },
  { when: 'it is a container', facts: origin({ container: 'systemd-nspawn' }), then: 'cannot-tell' },
  { when: 'it could not be read', facts: { kernelOrigin: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected it', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
