import { onOwnKernel } from '../_own-kernel.ts';
import { defineControl, fail, pass } from '../control.ts';
import { auditWishes } from './_audit.ts';

export default defineControl({
  id: 'system.audit-on',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'The audit runs, and its records are kept',
  failureTitle: 'The audit is off, or nobody keeps its records',
  why: 'Rules record nothing while the audit is off; without its daemon the records drown in the log of the kernel.',
  references: ['ANSSI BP-028 R73', 'CIS Debian 12 6.2.1.1, 6.2.1.2'],
  wants: () => auditWishes([]),
  needs: ['container', 'auditState'],
  check: ({ container, auditState: { enabled, pid, lost } }) =>
    onOwnKernel(container, () => {
      const evidence = [`auditctl -s: enabled ${enabled}, pid ${pid}, lost ${lost}`];
      return enabled > 0 && pid > 0
        ? pass(evidence)
        : fail(evidence, 'sudo systemctl enable --now auditd; sudo auditctl -e 1');
    }),
});
