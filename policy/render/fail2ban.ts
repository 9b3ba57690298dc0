import type { Merged } from '../merge.ts';

/**
 * Read after every `.conf` of the folder, and fail2ban keeps the last value: Debian's own `defaults-debian.conf` would win over
 * any `.conf` that sorts before it.
 */
export const FAIL2BAN_JAIL = '/etc/fail2ban/jail.d/sclerite.local';

export function renderFail2ban({ fail2ban }: Pick<Merged, 'fail2ban'>): string {
  const sections = Object.entries(fail2ban).flatMap(([name, settings]) => [
    '',
    `[${name}]`,
    ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`),
  ]);
  return ['# Owned by Sclerite and replaced as a whole.', ...sections, ''].join('\n');
}
