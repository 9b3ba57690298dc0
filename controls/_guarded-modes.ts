import type { Wishes } from '../policy/wanted.ts';

/** Files that Debian ships for everybody to read, and that only root needs. Path → mode; all belong to root. */
export const rootOnly = {
  '/etc/ssh/sshd_config': '0600',
  '/etc/crontab': '0600',
  '/etc/cron.d': '0700',
  '/etc/cron.hourly': '0700',
  '/etc/cron.daily': '0700',
  '/etc/cron.weekly': '0700',
  '/etc/cron.monthly': '0700',
  '/etc/cron.yearly': '0700',
  '/etc/sudoers.d': '0750',
  '/boot': '0700',
  '/boot/grub/grub.cfg': '0600',
} as const;

export const MODES_CONF = '/etc/tmpfiles.d/sclerite.conf';
export const MODES_UNIT = 'sclerite-modes.service';

/**
 * What keeps these modes: Debian's own files stay Debian's, only their mode is ours, so no whole file can carry it. systemd-tmpfiles
 * sets them at each boot, and the unit at once, when it comes and whenever it is restarted. Every control that needs one of them
 * wishes for all: the same wish.
 */
export const guardedModes = (): Wishes => ({
  files: [
    file(MODES_CONF, ['# Owned by Sclerite and replaced as a whole.', ...Object.entries(rootOnly).map(line)]),
    file(`/etc/systemd/system/${MODES_UNIT}`, [
      '[Unit]',
      'Description=Modes of what only root needs',
      'After=systemd-tmpfiles-setup.service',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      `ExecStart=/usr/bin/systemd-tmpfiles --create ${MODES_CONF}`,
      '[Install]',
      'WantedBy=multi-user.target',
    ]),
  ],
  units: [
    { name: MODES_UNIT, enabled: 'enabled', active: true, watches: [MODES_CONF, `/etc/systemd/system/${MODES_UNIT}`] },
  ],
});

/** `z`: mode and owner of what is there; nothing is made. */
const line = ([path, mode]: [string, string]) => `z ${path} ${mode} root root`;

const file = (path: string, lines: readonly string[]) => ({
  path,
  content: `${lines.join('\n')}\n`,
  mode: '0644',
  owner: 'root',
  group: 'root',
});
