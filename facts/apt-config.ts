import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Key, as apt spells it, → its values in order. A list's items stand under the list's own key (`A::B::` in apt's words). */
export type AptSettings = Readonly<Record<string, readonly string[]>>;

/** apt compares keys without case. */
export function aptValues(settings: AptSettings, key: string): readonly string[] {
  const wanted = key.toLowerCase();
  return Object.entries(settings).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? [];
}

/**
 * What apt makes of all its configuration files together (`apt-config dump`).
 *
 * Blind spots: environment variables and options given on a command line (a systemd unit may pass `-o`).
 */
export const aptConfig = defineFact<AptSettings>({
  title: "apt's effective settings",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/apt-config', 'dump'] }),
  parse(reading) {
    const settings: Record<string, string[]> = {};
    for (const line of stdoutOf(reading).split('\n')) {
      const match = /^(\S+?)(::)? "(.*)";$/.exec(line);
      if (!match) continue;
      const [, key, isItem, value] = match as unknown as [string, string, string | undefined, string];
      settings[key] ??= [];
      // A list's own line is empty and comes first; it is no item.
      if (isItem || value !== '') settings[key].push(value);
    }
    if (Object.keys(settings).length === 0) throw new Unreadable('apt-config dump printed no setting');
    return settings;
  },
});
