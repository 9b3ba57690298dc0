import { credentialFile, runtimeFile, type SecretName } from './credentials.ts';
import * as paths from './paths.ts';

export interface UnitInput {
  /** Loopback port of the gateway: the only one the unit may bind. */
  readonly port: number;
  /** Credentials to decrypt at start; while the file of one is missing, a start is skipped (systemctl status says so). */
  readonly secrets: readonly SecretName[];
}

/**
 * What the gateway and OpenClaw's own command line must both see. The state directory is named although it is the default:
 * with the config elsewhere OpenClaw would look for its media beside the config.
 */
export const environment: Readonly<Record<string, string>> = {
  HOME: paths.home,
  PATH: `${paths.currentRelease}/node/bin:/usr/bin:/bin`,
  NODE_EXTRA_CA_CERTS: paths.caBundle,
  OPENCLAW_CONFIG_PATH: paths.configFile,
  OPENCLAW_CONFIG_READONLY: '1',
  OPENCLAW_STATE_DIR: paths.stateDirectory,
  OPENCLAW_NO_RESPAWN: '1',
  OPENCLAW_NO_AUTO_UPDATE: '1',
  OPENCLAW_SERVICE_REPAIR_POLICY: 'external',
  OPENCLAW_DISABLE_BONJOUR: '1',
};

/** Where the gateway may write; nothing there can be started. */
const writable = [paths.home, paths.workspace, paths.runtimeDirectory, '/tmp', '/var/tmp', '/dev/shm'];
/** What it may start; nothing there can be written. */
const executable = [paths.releasesDirectory, '/usr'];

/**
 * openclaw-gateway.service: `systemd-analyze security` says 1.3 under systemd 257. Left out on purpose, each tried on
 * Debian 13 with OpenClaw 2026.9.6:
 * - RestrictSUIDSGID: its filter breaks openat2(), which guards every path that OpenClaw opens; the gateway exits with 78
 *   and blames "another SQLite maintenance command".
 * - MemoryDenyWriteExecute: V8's compiler; without it there is no WebAssembly and no fetch(), so no model.
 * - PrivatePIDs: a state directory once used with it does not start without it.
 * - IPAddressDeny=any: the model's API has no fixed addresses.
 */
export function gatewayUnit({ port, secrets }: UnitInput): string {
  const copies = secrets.map((name) => `\${CREDENTIALS_DIRECTORY}/${name}`).join(' ');
  return `# Written by sclerite; \`sclerite converge\` replaces it whole.
[Unit]
Description=OpenClaw gateway
Documentation=https://docs.openclaw.ai/gateway
After=network-online.target
Wants=network-online.target
# Between birth and handover there is nothing to start yet: skipped, not failed ten times until systemd gives up.
ConditionPathExists=${paths.entry}
${secrets.map((name) => `ConditionPathExists=${credentialFile(name)}`).join('\n')}
StartLimitBurst=10
StartLimitIntervalSec=300

[Service]
Type=exec
User=${paths.user}
Group=${paths.group}
WorkingDirectory=${paths.home}
StateDirectory=openclaw
StateDirectoryMode=0700
RuntimeDirectory=openclaw
RuntimeDirectoryMode=0700
UMask=0077
${Object.entries(environment)
  .map(([name, value]) => `Environment=${name}=${value}`)
  .join('\n')}
${secrets.map((name) => `LoadCredentialEncrypted=${name}:${credentialFile(name)}`).join('\n')}
# OpenClaw reads a secret only from a private file of its own account; systemd's copy is root's, with an ACL.
ExecStartPre=/usr/bin/install -m 0400 -t \${RUNTIME_DIRECTORY} ${copies}
ExecStart=${paths.node} --max-old-space-size=1024 ${paths.entry} gateway run
Restart=always
RestartSec=5
# 78: the config is invalid; starting again would not help.
RestartPreventExitStatus=78
SuccessExitStatus=0 143
TimeoutStartSec=90
# Longer than the 315 s that the gateway gives its running turns.
TimeoutStopSec=330
KillMode=mixed
OOMPolicy=continue

# Resources
MemoryHigh=1280M
MemoryMax=1536M
TasksMax=128
LimitCORE=0

# Rights
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
PrivateUsers=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources @chown @setuid @keyring @memlock @aio @pkey @timer
SystemCallErrorNumber=EPERM
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
MemoryDenyWriteExecute=no

# Files
ProtectSystem=strict
ReadWritePaths=${paths.workspace}
ProtectHome=yes
PrivateTmp=disconnected
# What can be written cannot be started, and the other way round. Each path is named twice because systemd 257 leaves one
# that is named anywhere out of what it does to "/": in ExecPaths alone it would be writable, in ReadWritePaths (or as the
# state directory) alone it could start programs. Seen in /proc/PID/mountinfo.
NoExecPaths=/ ${[...writable, '/run', '-/dev/hugepages'].join(' ')}
ExecPaths=${executable.join(' ')}
BindReadOnlyPaths=${executable.join(' ')}
InaccessiblePaths=-/etc/ssh -${paths.credentialDirectory}

# Kernel, devices, other processes
PrivateDevices=yes
DevicePolicy=closed
PrivateIPC=yes
RemoveIPC=yes
ProtectClock=yes
ProtectControlGroups=strict
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid

# Network
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
SocketBindDeny=any
SocketBindAllow=tcp:${port}
# The metadata service hands out user_data to whoever asks.
IPAddressDeny=169.254.0.0/16

[Install]
WantedBy=multi-user.target
`;
}

/** Where the unit lays each secret; they are gone when it stops. */
export const runtimeFiles = ({ secrets }: UnitInput): readonly string[] => secrets.map(runtimeFile);
