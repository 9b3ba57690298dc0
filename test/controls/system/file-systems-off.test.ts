import { expect, it } from 'vitest';
import control from '../../../controls/system/file-systems-off.ts';
import type { KernelModules } from '../../../facts/kernel-modules.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const MODULES = ['cramfs', 'freevxfs', 'hfs', 'hfsplus', 'jffs2', 'udf', 'usb_storage', 'firewire_core'];
const modules = (change: Partial<KernelModules>, container = 'none') => ({
  container: read(container),
  kernelModules: read({ loaded: ['virtio_net'], off: MODULES, ...change }),
});

it.each<Row>([
  { when: 'none is loaded and none can be', facts: modules({}), then: 'pass' },
  { when: 'more of them are kept out', facts: modules({ off: [...MODULES, 'floppy'] }), then: 'pass' },
  { when: 'one can be loaded', facts: modules({ off: MODULES.slice(1) }), then: 'fail' },
  { when: 'one is loaded, whatever the files say', facts: modules({ loaded: ['cramfs'] }), then: 'fail' },
  { when: 'it is a container', facts: modules({ off: [] }, 'systemd-nspawn'), then: 'cannot-tell' },
  {
    when: 'the modules could not be read',
    facts: { ...modules({}), kernelModules: unreadable() },
    then: 'cannot-tell',
  },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
