import type { GatewayProcess } from '../../../facts/gateway-processes.ts';
import { read } from '../_facts.ts';

const none = '0000000000000000';

/** A process of the gateway as the kernel shows it on a server that is as wanted, in some ways otherwise. */
export const processOf = (over: Partial<GatewayProcess> = {}): GatewayProcess => ({
  pid: 368,
  name: 'openclaw-gatewa',
  users: ['openclaw'],
  groups: ['openclaw'],
  umask: '0077',
  noNewPrivileges: true,
  systemCallFilters: 28,
  capabilities: { CapInh: none, CapPrm: none, CapEff: none, CapBnd: none, CapAmb: none },
  environment: ['CREDENTIALS_DIRECTORY', 'HOME', 'OPENCLAW_CONFIG_PATH', 'PATH'],
  writableMounts: [
    { path: '/dev/shm', type: 'tmpfs', executable: false },
    { path: '/srv/openclaw/workspace', type: 'ext4', executable: false },
    { path: '/var/lib/openclaw', type: 'ext4', executable: false },
  ],
  ...over,
});

/** A gateway of two processes, the second of them otherwise. */
export const gatewayWith = (over: Partial<GatewayProcess>) =>
  ({ gatewayProcesses: read([processOf(), processOf({ pid: 427, name: 'node', ...over })]) }) as const;
