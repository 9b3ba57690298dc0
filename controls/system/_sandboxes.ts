/** What none of these services needs, and each may therefore lose. */
const common = [
  'NoNewPrivileges=yes',
  'ProtectSystem=strict',
  'ProtectHome=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'LockPersonality=yes',
  'MemoryDenyWriteExecute=yes',
  'SystemCallArchitectures=native',
  'SystemCallFilter=@system-service',
];

/** Rights that no login over SSH needs, root's by sudo included. Kernel modules, clock and reboot go through systemd. */
const withoutSsh =
  'CAP_BLOCK_SUSPEND CAP_BPF CAP_IPC_LOCK CAP_LEASE CAP_LINUX_IMMUTABLE CAP_MAC_ADMIN CAP_MAC_OVERRIDE CAP_NET_BROADCAST CAP_PERFMON CAP_SYSLOG CAP_SYS_BOOT CAP_SYS_MODULE CAP_SYS_PACCT CAP_SYS_RAWIO CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_WAKE_ALARM';

/**
 * Sandboxes for the services of Debian that run as root or hold a socket and come without one, by unit; tried on Debian 13
 * (systemd 257).
 */
export const sandboxes: Readonly<Record<string, readonly string[]>> = {
  // Reads the journal of every unit and talks to the packet filter.
  'fail2ban.service': [
    ...common,
    'CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_NET_ADMIN',
    'ReadWritePaths=/var/lib/fail2ban /var/log',
    'ProtectProc=invisible',
    'RestrictAddressFamilies=AF_UNIX AF_NETLINK AF_INET AF_INET6',
  ],
  // Only waits for a shutdown, to hold it up while an upgrade runs; the upgrade itself is another service.
  'unattended-upgrades.service': [
    ...common,
    'CapabilityBoundingSet=',
    'ReadWritePaths=/run /var/log/unattended-upgrades',
    'RestrictAddressFamilies=AF_UNIX',
    'IPAddressDeny=any',
  ],
  // Not restarted for it: every service would lose the bus. It counts from the next boot on.
  'dbus.service': [
    ...common,
    'CapabilityBoundingSet=CAP_AUDIT_WRITE',
    'RestrictAddressFamilies=AF_UNIX AF_NETLINK',
    'IPAddressDeny=any',
  ],
  // What it has not, no login has: sessions are its children. So it keeps its files, and everything that sudo and apt need.
  'ssh.service': [
    `CapabilityBoundingSet=~${withoutSsh}`,
    'LimitCORE=0',
    'LockPersonality=yes',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=~@clock @cpu-emulation @module @obsolete @raw-io @reboot @swap',
    'SystemCallErrorNumber=EPERM',
  ],
};

export const sandboxFile = (unit: string): string => `/etc/systemd/system/${unit}.d/sandbox.conf`;
