import { cookieFile, linkDirectory, nginxConf, siteFile } from '../proxy/paths.ts';
import { type Directive, parseNginx } from './_nginx.ts';
import { defineFact, entriesOf, type FileEntry, Unreadable } from './fact.ts';

export interface ProxyConfig {
  /** The whole configuration as a tree: each `include` is replaced by what it includes. */
  readonly directives: readonly Directive[];
  /** The files that make it up, in the order in which they are first met. */
  readonly files: readonly string[];
  /** Includes that lead to files which nobody asked for: what they say is unknown. */
  readonly unread: readonly string[];
}

/** A list of MIME types that comes with nginx and decides nothing; and ours with a secret in it, which stays on the server. */
const PASSED_OVER = ['/etc/nginx/mime.types', cookieFile];

/**
 * What nginx will read at its next start or reload, from the files themselves: `nginx -T` would open the logs and the pid file
 * for writing, and whoever asks here can only read.
 *
 * Blind spots: what runs may be older, and `proxyProcesses` tells when it was loaded; the file with the cookie is not looked into,
 * only at (`proxyKeys`).
 */
export const proxyConfig = defineFact<ProxyConfig>({
  title: "nginx's whole configuration",
  speed: 'fast',
  source: ({ exposure }) =>
    exposure && { kind: 'files', paths: [nginxConf, siteFile, `${linkDirectory}/*`], content: true },
  parse(reading) {
    const entries = new Map(entriesOf(reading).map((entry) => [entry.path, entry]));
    const files: string[] = [];
    const unread: string[] = [];
    const load = (path: string): readonly Directive[] => {
      files.push(path);
      return include(parseNginx(textOf(entries, path), path));
    };
    const include = (directives: readonly Directive[]): readonly Directive[] =>
      directives.flatMap((directive) => {
        if (directive.name !== 'include')
          return [directive.block ? { ...directive, block: include(directive.block) } : directive];
        const pattern = absolute(directive.args[0] ?? '');
        if (PASSED_OVER.includes(pattern)) return [];
        const matches = [...entries.keys()].filter((path) => fits(pattern, path)).sort();
        if (matches.length === 0 && !pattern.startsWith(`${linkDirectory}/`)) unread.push(pattern);
        return matches.flatMap(load);
      });
    return { directives: load(nginxConf), files, unread };
  },
});

/** nginx takes relative includes as relative to its own folder. */
const absolute = (path: string) => (path.startsWith('/') ? path : `/etc/nginx/${path}`);

/** As the shell's `*`: everything but a slash. */
const fits = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^/]*')}$`).test(path);

/** The text of a file, through a link when its end was asked for as well. */
function textOf(entries: ReadonlyMap<string, FileEntry>, path: string): string {
  const entry = entries.get(path);
  const target = entry?.type === 'link' ? entries.get(entry.target ?? '') : entry;
  if (target?.content === undefined) {
    throw new Unreadable(`${path}: ${target?.error ?? entry?.target ?? entry?.type ?? 'it was not asked for'}`);
  }
  return target.content;
}
