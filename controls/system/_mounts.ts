import type { Mount } from '../../facts/mounts.ts';
import type { Wishes } from '../../policy/wanted.ts';
import { fail, pass, type Verdict } from '../control.ts';

/** What a place that many may write to must not be good for: device files, rights by file mode, programs. */
export const POWERLESS = ['nosuid', 'nodev', 'noexec'] as const;

/** A unit that mounts a directory onto itself, so that it has options of its own without a partition of its own. */
export function bindWishes(path: string, options: readonly string[]): Wishes {
  const name = `${path.slice(1).replaceAll('/', '-')}.mount`;
  const content = [
    '# Owned by Sclerite and replaced as a whole.',
    '[Unit]',
    `Description=${path}, with options of its own`,
    '[Mount]',
    `What=${path}`,
    `Where=${path}`,
    'Type=none',
    `Options=bind,${options.join(',')}`,
    '[Install]',
    'WantedBy=local-fs.target',
    '',
  ].join('\n');
  const file = { path: `/etc/systemd/system/${name}`, content, mode: '0644', owner: 'root', group: 'root' };
  return { files: [file], units: [{ name, enabled: 'enabled', active: true }] };
}

const REMOUNT = 'sclerite-mounts.service';

/**
 * /tmp and /dev/shm are mounted by systemd itself, which takes no options for the latter: both get theirs right afterwards, before
 * anything but the earliest services starts.
 */
export const remountWishes: Wishes = {
  files: [
    {
      path: `/etc/systemd/system/${REMOUNT}`,
      content: [
        '# Owned by Sclerite and replaced as a whole.',
        '[Unit]',
        'Description=Nothing in /tmp and /dev/shm can be started',
        'DefaultDependencies=no',
        'After=local-fs.target',
        'Before=sysinit.target shutdown.target',
        'Conflicts=shutdown.target',
        'RequiresMountsFor=/tmp',
        '[Service]',
        'Type=oneshot',
        'RemainAfterExit=yes',
        ...['/tmp', '/dev/shm'].map((path) => `ExecStart=/usr/bin/mount -o remount,${POWERLESS.join(',')} ${path}`),
        '[Install]',
        'WantedBy=sysinit.target',
        '',
      ].join('\n'),
      mode: '0644',
      owner: 'root',
      group: 'root',
    },
  ],
  units: [{ name: REMOUNT, enabled: 'enabled', active: true, watches: [`/etc/systemd/system/${REMOUNT}`] }],
};

/** Whether a path is a mount point of its own with all these options. */
export function judgeMount(mounts: readonly Mount[], path: string, options: readonly string[], next: string): Verdict {
  const mount = mounts.find((candidate) => candidate.path === path);
  if (!mount) return fail([`/proc/1/mountinfo: ${path} is no mount point`], next);
  const line = `/proc/1/mountinfo: ${path} (${mount.type}) ${mount.options.join(',')}`;
  const missing = options.filter((option) => !mount.options.includes(option));
  return missing.length > 0 ? fail([line, `without ${missing.join(', ')}`], next) : pass([line]);
}
