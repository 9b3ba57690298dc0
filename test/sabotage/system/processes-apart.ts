import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.processes-apart',
  needs: 'own-kernel',
  break: 'echo 0 >/proc/sys/kernel/yama/ptrace_scope',
  repair: 'echo 1 >/proc/sys/kernel/yama/ptrace_scope',
} satisfies Sabotage;
