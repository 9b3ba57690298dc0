import type { PublicExposure } from '../policy/declared.ts';
import * as paths from './paths.ts';

/**
 * What nginx.service may do beyond Debian's unit, tried on Debian 13 (systemd 257, nginx 1.26.3). The master starts as root,
 * opens key, logs and ports, and gives its workers to another account; that is what its capabilities are for. Left out:
 * SocketBindDeny (each connection to the gateway binds 127.0.0.2 with a port of the kernel's choice, which it would refuse).
 */
export const nginxDropIn = (): string => `# Owned by Sclerite and replaced as a whole.
[Service]
PIDFile=${paths.nginxPid}
# A site that nginx refuses (its certificate is gone, say) must not keep port 80 from the CA: it starts without, and the
# certificate program switches it on again.
ExecStartPre=
ExecStartPre=+/bin/sh -c '/usr/sbin/nginx -t -q || rm -f ${paths.siteLink}'
ExecStartPre=/usr/sbin/nginx -t -q -g 'daemon on; master_process on;'
ExecStop=
ExecStop=-/sbin/start-stop-daemon --quiet --stop --retry QUIT/5 --pidfile ${paths.nginxPid}
Restart=on-failure
RestartSec=5
RuntimeDirectory=nginx
# What systemctl reload takes up was tested first: a refused configuration leaves the old one running, and says so.
ExecReload=
ExecReload=/usr/sbin/nginx -t -q
ExecReload=/usr/sbin/nginx -s reload
LimitNOFILE=65536
LimitCORE=0
MemoryMax=1G
TasksMax=64
OOMPolicy=continue
UMask=0027

NoNewPrivileges=yes
# Override: the logs belong to www-data, and root without it could not write them. Kill: the workers are another account's.
CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SETUID CAP_SETGID CAP_CHOWN CAP_DAC_OVERRIDE CAP_KILL
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@keyring @memlock @resources @pkey
SystemCallErrorNumber=EPERM
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes

ProtectSystem=strict
ReadWritePaths=/var/lib/nginx /var/log/nginx
ProtectHome=yes
PrivateTmp=disconnected
InaccessiblePaths=-/etc/openclaw -/var/lib/openclaw -/srv/openclaw -/etc/ssh
NoExecPaths=/
ExecPaths=/usr/sbin/nginx /usr/sbin/start-stop-daemon /usr/lib /usr/lib64

PrivateDevices=yes
DevicePolicy=closed
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=strict
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid

RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
IPAddressDeny=169.254.0.0/16
`;

/**
 * Runs twice a day and after each handover. certbot needs root's files and the network, nothing else. Reloading nginx goes
 * through systemd, which decides for root.
 */
export const certificateServiceText = ({
  challenge,
}: PublicExposure): string => `# Owned by Sclerite and replaced as a whole.
[Unit]
Description=Certificate of the proxy: obtain, renew, switch on, verify
After=network-online.target nginx.service nss-lookup.target
Wants=network-online.target nginx.service

[Service]
Type=oneshot
ExecStart=${paths.certificateProgram}
TimeoutStartSec=600
${challenge === 'dns-01' ? `LoadCredentialEncrypted=${paths.dnsSecret}:${paths.dnsCredential}\n` : ''}UMask=0077
Nice=10
LimitCORE=0
MemoryMax=512M
TasksMax=64

NoNewPrivileges=yes
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@keyring @memlock @pkey
SystemCallErrorNumber=EPERM
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes

ProtectSystem=strict
RuntimeDirectory=sclerite-certificate
RuntimeDirectoryMode=0700
ReadWritePaths=${paths.stateDirectory}
ReadWritePaths=-${paths.certbotDirectory}
ProtectHome=yes
PrivateTmp=yes
InaccessiblePaths=-/etc/openclaw -/var/lib/openclaw -/srv/openclaw -/etc/ssh

PrivateDevices=yes
DevicePolicy=closed
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=strict
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible

RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
IPAddressDeny=169.254.0.0/16
`;

/** As Let's Encrypt asks for: twice a day, at a random minute, and at once after a day without power. */
export const certificateTimerText = (): string => `# Owned by Sclerite and replaced as a whole.
[Unit]
Description=Certificate of the proxy, twice a day

[Timer]
OnCalendar=*-*-* 03,15:00:00
RandomizedDelaySec=6h
Persistent=yes

[Install]
WantedBy=timers.target
`;
