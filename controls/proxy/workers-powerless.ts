import type { ProxyProcess } from '../../facts/proxy-processes.ts';
import { workerUser } from '../../proxy/paths.ts';
import { isExposed } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** What it may do now or hand to a program. The others bound what can be had with new privileges, and there are none to be had. */
const POWERS = ['CapPrm', 'CapEff', 'CapAmb'];

export default defineControl({
  id: 'proxy.workers-powerless',
  layer: 'communication',
  severity: 'high',
  title: 'What reads requests from the web has no rights on the server',
  failureTitle: 'What reads requests from the web has rights on the server',
  why: 'It is the one program that everybody on earth can talk to: whoever takes it over has what it has.',
  references: ['https://nginx.org/en/docs/ngx_core_module.html#user', 'ANSSI BP-028 R54', 'CWE-250'],
  appliesTo: isExposed,
  needs: ['proxyProcesses'],
  check({ proxyProcesses: { processes } }) {
    const masters = processes.filter(({ role }) => role === 'master');
    const others = processes.filter(({ role }) => role !== 'master');
    const evidence = others.map(
      ({ pid, title, users, groups, capabilities, noNewPrivileges }) =>
        `/proc/${pid}: ${title}: user ${users.join(', ')}, groups ${groups.join(', ')}, capabilities ${capabilities.CapEff}, ` +
        `new privileges ${noNewPrivileges ? 'never' : 'possible'}`,
    );
    if (masters.length > 1 || others.some((process) => !isPowerless(process)))
      return fail(evidence, 'See user in /etc/nginx/nginx.conf and systemctl cat nginx, then: ./sclerite converge');
    if (!others.some(({ role }) => role === 'worker')) return cannotTell('nginx has no worker that serves');
    return pass(evidence);
  },
});

const isPowerless = ({ users, groups, capabilities, noNewPrivileges }: ProxyProcess) =>
  users.join() === workerUser &&
  groups.join() === workerUser &&
  noNewPrivileges &&
  POWERS.every((name) => /^0+$/.test(capabilities[name] ?? ''));
