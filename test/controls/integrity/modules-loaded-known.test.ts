import { expect, it } from 'vitest';
import control from '../../../controls/integrity/modules-loaded-known.ts';
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
const rootkit = { name: 'diamorphine', isPackaged: false };

it.each<Row>([
  { when: 'all are of packages', facts: origin({}), then: 'pass' },
  { when: 'none is loaded', facts: origin({ modules: [] }), then: 'pass' },
  { when: 'one is of nobody', facts: origin({ modules: [rootkit] }), then: 'fail' },
  { when: 'one hid itself and left its taint', facts: origin({ taint: 1 << 12 }), then: 'fail' },
  { when: 'one was unsigned', facts: origin({ taint: 1 << 13 }), then: 'fail' },
  { when: 'the kernel only warned once', facts: origin({ taint: 1 << 9 }), then: 'pass' },
  {
    when: 'the kernel does not list them',
    facts: {
      kernelOrigin: read<KernelOrigin>({
        release: '6',
        image: { path: '/boot/vmlinuz-6', exists: true, isPackaged: true },
        taint: 0,
      }),
    },
    then: 'cannot-tell',
  },
  { when: 'it is a container', facts: origin({ container: 'systemd-nspawn', taint: 1 << 12 }), then: 'cannot-tell' },
  { when: 'it could not be read', facts: { kernelOrigin: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, {} as Declared).status).toBe(then);
});
