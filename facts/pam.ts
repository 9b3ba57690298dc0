import { defineFact, entriesOf, type FileEntry, Unreadable } from './fact.ts';

export interface PamLine {
  /** `auth`, `account`, `password` or `session`. */
  readonly type: string;
  /** `required`, `[success=1 default=ignore]`, … */
  readonly control: string;
  /** `pam_unix.so`, without its directory. */
  readonly module: string;
  readonly options: readonly string[];
}

/** Service → its lines, with what it includes in place, in the order in which PAM goes through them. */
export type PamStacks = Readonly<Record<string, readonly PamLine[]>>;

const DIRECTORY = '/etc/pam.d/';

/**
 * What PAM does for each service: /etc/pam.d, includes followed.
 *
 * Blind spots: services that Debian keeps in /usr/lib/pam.d (none of those looked at), `substack` is taken for an include, and
 * the modules' own files (see `passwordRules`).
 */
export const pam = defineFact<PamStacks>({
  title: "PAM's stacks",
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [`${DIRECTORY}*`], content: true }),
  parse(reading) {
    const files = new Map(entriesOf(reading).map((entry) => [entry.path.slice(DIRECTORY.length), entry]));
    if (files.size === 0) throw new Unreadable(`nothing lies in ${DIRECTORY}`);
    return Object.fromEntries([...files.keys()].map((service) => [service, stack(service, files, [])]));
  },
});

function stack(service: string, files: ReadonlyMap<string, FileEntry>, above: readonly string[]): PamLine[] {
  const file = files.get(service);
  if (file?.content === undefined) throw new Unreadable(`${DIRECTORY}${service}: ${file?.error ?? 'not there'}`);
  if (above.includes(service)) throw new Unreadable(`${DIRECTORY}${service} includes itself`);
  const include = (name: string) => stack(name, files, [...above, service]);
  return file.content
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
    .flatMap((line) => {
      const whole = /^@include\s+(\S+)$/.exec(line)?.[1];
      if (whole !== undefined) return include(whole);
      const match = /^-?(\w+)\s+(\[[^\]]*\]|\S+)\s+(\S+)\s*(.*)$/.exec(line);
      if (!match) throw new Unreadable(`${DIRECTORY}${service}: line not understood: ${line.slice(0, 200)}`);
      const [, type, control, module, rest] = match as unknown as [string, string, string, string, string];
      if (control === 'include' || control === 'substack') return include(module).filter((own) => own.type === type);
      const options = rest.split(/\s+/).filter(Boolean);
      return [{ type, control, module: module.slice(module.lastIndexOf('/') + 1), options }];
    });
}
