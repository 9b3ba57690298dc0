import type { Merged } from '../merge.ts';

/** Sorts before every other drop-in: sshd keeps the first value it reads. */
export const SSHD_DROP_IN = '/etc/ssh/sshd_config.d/00-sclerite.conf';

/**
 * Our one drop-in. A `Match` block ends with the included file (servconf.c restores the state around an Include), so the
 * blocks come last here and change nothing in the files after ours.
 */
export function renderSshd({ sshd, sshdFor }: Pick<Merged, 'sshd' | 'sshdFor'>): string {
  const lines = (settings: Readonly<Record<string, string>>, indent = '') =>
    Object.entries(settings).map(([keyword, value]) => `${indent}${keyword} ${value}`);
  return [
    '# Owned by Sclerite and replaced as a whole. sshd keeps the first value it reads: this file must sort first.',
    ...lines(sshd),
    ...Object.entries(sshdFor).flatMap(([user, settings]) => ['', `Match User ${user}`, ...lines(settings, '  ')]),
    '',
  ].join('\n');
}
