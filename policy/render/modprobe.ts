import type { Merged } from '../merge.ts';

export const MODPROBE_CONF = '/etc/modprobe.d/sclerite.conf';

/**
 * `blacklist` keeps a module from being loaded by its aliases (a device, a protocol number), `install` also from being asked for
 * by name.
 */
export function renderModprobe({ modulesOff }: Pick<Merged, 'modulesOff'>): string {
  const lines = modulesOff.flatMap((name) => [`blacklist ${name}`, `install ${name} /bin/false`]);
  return ['# Owned by Sclerite and replaced as a whole.', ...lines, ''].join('\n');
}
