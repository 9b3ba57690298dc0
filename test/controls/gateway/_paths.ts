import type { FileEntry } from '../../../facts/fact.ts';
import { read } from '../_facts.ts';

const entry = (path: string, type: FileEntry['type'], mode: string, owner: string, group = owner): FileEntry => ({
  path,
  type,
  mode,
  owner,
  group,
  size: 1,
});

const wanted = [
  entry('/var/lib/openclaw', 'directory', '0700', 'openclaw'),
  entry('/var/lib/openclaw/.openclaw', 'directory', '0700', 'openclaw'),
  entry('/srv/openclaw', 'directory', '0755', 'root'),
  entry('/srv/openclaw/workspace', 'directory', '1770', 'root', 'openclaw'),
  entry('/etc/openclaw', 'directory', '0755', 'root'),
  entry('/etc/openclaw/openclaw.json', 'file', '0600', 'openclaw'),
  entry('/etc/openclaw/cred', 'directory', '0700', 'root'),
  entry('/etc/openclaw/cred/gateway-token.cred', 'file', '0600', 'root'),
  entry('/run/openclaw', 'directory', '0700', 'openclaw'),
  ...['gateway-token', 'anthropic', 'telegram'].map((name) =>
    entry(`/run/openclaw/${name}`, 'file', '0400', 'openclaw'),
  ),
  entry('/var/lib/systemd/credential.secret', 'file', '0400', 'root'),
];

/** OpenClaw's files on a server that is as wanted, one of them otherwise; a path that is not among them is added. */
export function paths(path?: string, over: Partial<FileEntry> = {}) {
  const entries = new Map(wanted.map((entry) => [entry.path, entry]));
  if (path !== undefined) entries.set(path, { ...(entries.get(path) ?? entry(path, 'file', '0600', 'root')), ...over });
  return { openclawPaths: read(entries as ReadonlyMap<string, FileEntry>) } as const;
}

/** The same without one of them. */
export function pathsWithout(path: string) {
  return {
    openclawPaths: read(new Map(wanted.filter((entry) => entry.path !== path).map((entry) => [entry.path, entry]))),
  } as const;
}
