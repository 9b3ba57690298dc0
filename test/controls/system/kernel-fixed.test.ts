import { expect, it } from 'vitest';
import control from '../../../controls/system/kernel-fixed.ts';
import type { KernelSettings } from '../../../facts/kernel-settings.ts';
import { judge } from '../../../policy/judge.ts';
import { read, unreadable } from '../_facts.ts';
import { declared } from '../_hardened.ts';

const hardened: KernelSettings = {
  'kernel/kexec_load_disabled': { value: '1' },
  'kernel/unprivileged_bpf_disabled': { value: '1' },
  'net/core/bpf_jit_harden': { value: '2' },
  'kernel/sysrq': { value: '0' },
  'dev/tty/ldisc_autoload': { value: '0' },
  'vm/unprivileged_userfaultfd': { value: '0' },
  'vm/mmap_min_addr': { value: '65536' },
};

it.each<{ when: string; container?: string; settings?: KernelSettings; then: string }>([
  { when: 'all of it is as wanted', then: 'pass' },
  { when: 'one of them is not', settings: { 'kernel/sysrq': { value: '1' } }, then: 'fail' },
  { when: 'the last of them is not', settings: { 'vm/mmap_min_addr': { value: '0' } }, then: 'fail' },
  {
    when: 'one cannot be read',
    settings: { 'kernel/kexec_load_disabled': { error: 'Permission denied' } },
    then: 'cannot-tell',
  },
  { when: 'it is a container that shows the right values', container: 'systemd-nspawn', then: 'cannot-tell' },
  {
    when: 'it is a container that shows a wrong value of its host',
    container: 'lxc',
    settings: { 'kernel/sysrq': { value: '1' } },
    then: 'cannot-tell',
  },
])('$when -> $then', ({ container = 'none', settings = {}, then }) => {
  const facts = { container: read(container), kernelSettings: read({ ...hardened, ...settings }) };
  expect(judge(control, facts, declared).status).toBe(then);
});

it.each([
  { when: 'nobody knows whether it is a container', container: unreadable(), then: 'cannot-tell' },
  { when: 'this kernel knows none of them', container: read('none'), then: 'cannot-tell' },
])('$when -> $then', ({ container, then }) => {
  expect(judge(control, { container, kernelSettings: read({}) }, declared).status).toBe(then);
});
