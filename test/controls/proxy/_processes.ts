import type { ProxyProcess, ProxyProcesses } from '../../../facts/proxy-processes.ts';
import { nginxConf, siteFile } from '../../../proxy/paths.ts';

export const LOADED_AT = 1_795_430_000;

const NONE = '0000000000000000';
const powers = (now: string) => ({ CapInh: NONE, CapPrm: now, CapEff: now, CapBnd: '00000000000004e3', CapAmb: NONE });

export const master: ProxyProcess = {
  pid: 400,
  role: 'master',
  title: 'nginx: master process /usr/sbin/nginx -g daemon on; master_process on;',
  users: ['root'],
  groups: ['root'],
  capabilities: powers('00000000000004e3'),
  noNewPrivileges: true,
  startedAt: LOADED_AT - 3600,
};
export const worker: ProxyProcess = {
  pid: 500,
  role: 'worker',
  title: 'nginx: worker process',
  users: ['www-data'],
  groups: ['www-data'],
  capabilities: powers(NONE),
  noNewPrivileges: true,
  startedAt: LOADED_AT,
};

/** nginx with the processes that are given, its files older than its last reload. */
export const running = (
  processes: readonly ProxyProcess[] = [master, worker, { ...worker, pid: 501 }],
  changedAt: ProxyProcesses['changedAt'] = { [nginxConf]: LOADED_AT - 60, [siteFile]: LOADED_AT - 2 },
): ProxyProcesses => ({ processes, changedAt });
