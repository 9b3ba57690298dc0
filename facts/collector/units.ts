import type { WantedFile } from '../../policy/wanted.ts';

export const COLLECTOR_HOME = '/usr/local/libexec/sclerite';
export const COLLECT = `${COLLECTOR_HOME}/collect`;
/** What sshd runs for the auditor, whatever was asked for. */
export const ASK = `${COLLECTOR_HOME}/ask`;

const NAME = 'sclerite-facts';

/**
 * Root reads, the auditor only asks: a socket that the auditor's group may open starts one read-only run of the collector and
 * gets its output. Nothing that arrives over the socket is ever read.
 *
 * @param dependencies paths whose change makes slow facts stale
 */
export function collectorUnits(dependencies: readonly string[]): readonly WantedFile[] {
  return [
    unit(`${NAME}.socket`, socket('facts', 'The facts of this server, for its auditor', 4)),
    unit(`${NAME}@.service`, [
      '[Unit]',
      'Description=Facts of this server',
      'CollectMode=inactive-or-failed',
      '[Service]',
      `ExecStart=${COLLECT}`,
      'RuntimeMaxSec=60',
      ...answering,
    ]),
    unit(`${NAME}-fresh.socket`, socket('facts-fresh', 'The facts of this server, the slow ones taken anew', 4)),
    unit(`${NAME}-fresh@.service`, [
      '[Unit]',
      'Description=Facts of this server, the slow ones taken anew',
      'CollectMode=inactive-or-failed',
      '[Service]',
      // Not `start`: that would wait for a run which began before whatever the asker wants to see. One asker after the other:
      // a second restart would end the run that the first one waits for.
      `ExecStartPre=/usr/bin/flock /run/sclerite /usr/bin/systemctl restart ${NAME}-slow.service`,
      `ExecStart=${COLLECT}`,
      'TimeoutStartSec=600',
      'RuntimeMaxSec=60',
      ...answering,
    ]),
    unit(`${NAME}-slow.service`, [
      '[Unit]',
      'Description=Take the slow facts of this server',
      // A path unit whose service hits its start limit gives up for good.
      'StartLimitIntervalSec=0',
      '[Service]',
      'Type=oneshot',
      `ExecStart=${COLLECT} --slow`,
      'TimeoutStartSec=600',
      'StateDirectory=sclerite/facts',
      'StateDirectoryMode=0700',
      'UMask=0077',
      'Nice=10',
      'ProtectSystem=full',
      'ProtectHome=read-only',
      'PrivateTmp=yes',
      'ProtectKernelModules=yes',
      'ProtectKernelTunables=yes',
      'ProtectClock=yes',
      'RestrictNamespaces=yes',
      'RestrictRealtime=yes',
      'LockPersonality=yes',
    ]),
    unit(`${NAME}-slow.timer`, [
      '[Unit]',
      'Description=Keep the slow facts fresh',
      '[Timer]',
      // The handover takes them itself; after a reboot those on disk count until then.
      'OnActiveSec=15min',
      'OnUnitInactiveSec=1h',
      '[Install]',
      'WantedBy=timers.target',
    ]),
    unit(`${NAME}-slow.path`, [
      '[Unit]',
      'Description=Take the slow facts anew when what they look at changes',
      '[Path]',
      ...dependencies.map((path) => `PathChanged=${path}`),
      '[Install]',
      'WantedBy=paths.target',
    ]),
  ];
}

const unit = (name: string, lines: readonly string[]): WantedFile => ({
  path: `/etc/systemd/system/${name}`,
  content: `${lines.join('\n')}\n`,
  mode: '0644',
  owner: 'root',
  group: 'root',
});

const socket = (name: string, description: string, connections: number) => [
  '[Unit]',
  `Description=${description}`,
  '[Socket]',
  `ListenStream=/run/sclerite/${name}.sock`,
  'SocketGroup=auditor',
  'SocketMode=0660',
  'Accept=yes',
  `MaxConnections=${connections}`,
  'RemoveOnStop=yes',
  '[Install]',
  'WantedBy=sockets.target',
];

/**
 * A root that can read and nothing else. DAC_READ_SEARCH: files of every owner. NET_ADMIN: `nft list`. SYS_PTRACE: which process
 * holds a socket, and the names in another user's environment.
 */
const answering = [
  'StandardInput=null',
  'StandardOutput=socket',
  'StandardError=journal',
  'UMask=0077',
  'CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_NET_ADMIN CAP_SYS_PTRACE',
  'NoNewPrivileges=yes',
  'ProtectSystem=strict',
  'ProtectHome=read-only',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'ProtectKernelTunables=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelLogs=yes',
  'ProtectControlGroups=yes',
  'ProtectClock=yes',
  'ProtectHostname=yes',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'MemoryDenyWriteExecute=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
  'RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6',
  'IPAddressDeny=any',
  'IPAddressAllow=localhost',
];
