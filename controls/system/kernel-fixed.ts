import { judgeSettings, settingsWishes } from '../_kernel-settings.ts';
import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl } from '../control.ts';

const wanted = {
  'kernel/kexec_load_disabled': '1',
  'kernel/unprivileged_bpf_disabled': '1',
  'net/core/bpf_jit_harden': '2',
  'kernel/sysrq': '0',
  'dev/tty/ldisc_autoload': '0',
  'vm/unprivileged_userfaultfd': '0',
  'vm/mmap_min_addr': '65536',
};

export default defineControl({
  id: 'system.kernel-fixed',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The running kernel cannot be replaced or extended through its side doors',
  failureTitle: 'The running kernel can be replaced or extended through a side door',
  why: 'kexec starts another kernel, the BPF compiler turns data into kernel code, the magic keys kill and reboot: none of them has a use on this server.',
  references: ['ANSSI BP-028 R9'],
  wants: () => settingsWishes(wanted),
  needs: ['container', 'kernelSettings'],
  check: ({ container, kernelSettings }) => onOwnKernel(container, () => judgeSettings(kernelSettings, wanted)),
});
