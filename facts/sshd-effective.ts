import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** Lower-case keyword → its values, in order; most keywords have exactly one. */
export type SshdSettings = Readonly<Record<string, readonly string[]>>;

/**
 * What sshd makes of all its files together (`sshd -T`).
 *
 * Blind spots: it reads the disk, so a daemon that was never reloaded may still run older values; and without `-C` it does not
 * show what a `Match` block changes.
 */
export const sshdEffective = defineFact<SshdSettings>({
  title: "sshd's effective settings",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/sbin/sshd', '-T'] }),
  parse: (reading) => parseSshdSettings(stdoutOf(reading)),
});

/** The output of `sshd -T`, one keyword and its value a line. */
export function parseSshdSettings(text: string): SshdSettings {
  const settings: Record<string, string[]> = {};
  for (const line of text.split('\n')) {
    const match = /^(\S+)\s+(.*)$/.exec(line.trim());
    if (!match) continue;
    const [, keyword, value] = match as unknown as [string, string, string];
    const key = keyword.toLowerCase();
    settings[key] = [...(settings[key] ?? []), value];
  }
  if (Object.keys(settings).length === 0) throw new Unreadable('sshd -T printed no setting');
  return settings;
}
