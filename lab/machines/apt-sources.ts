/** One Debian archive, as the host's own package manager uses it. */
export interface AptMirror {
  /** Base URL, with a slash at the end. */
  readonly archive: string;
  /** Base URL of the security archive, or null when the host has none. */
  readonly security: string | null;
}

/**
 * Reads `apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL) $(COMPONENT) $(RELEASE)' 'Created-By: Packages'`.
 * Asking apt itself covers both file formats and every place sources may stand in. Null when the host knows no Debian archive.
 */
export function parseIndexTargets(text: string): AptMirror | null {
  const targets = text
    .split('\n')
    .map((line) => line.trim().split(' '))
    .filter((fields) => fields.length === 5)
    .map(([uri = '', origin, label, component, release = '']) => ({ uri, origin, label, component, release }))
    .filter(({ origin, component }) => origin === 'Debian' && component === 'main');
  const archive = targets.find(({ label, release }) => label === 'Debian' && !release.includes('-'));
  if (archive === undefined) return null;
  const security = targets.find(({ label }) => label === 'Debian-Security');
  return { archive: archive.uri, security: security?.uri ?? null };
}

export const INDEX_TARGETS_FORMAT = '$(REPO_URI) $(ORIGIN) $(LABEL) $(COMPONENT) $(RELEASE)';

/** The guest's `/etc/apt/sources.list.d/debian.sources`: the host's mirror, the guest's own release. */
export function renderSources(mirror: AptMirror, suite: string): string {
  const stanza = (uri: string, suites: string) =>
    `Types: deb\nURIs: ${uri}\nSuites: ${suites}\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n`;
  return [
    stanza(mirror.archive, `${suite} ${suite}-updates`),
    ...(mirror.security === null ? [] : [stanza(mirror.security, `${suite}-security`)]),
  ].join('\n');
}

/** The same for mmdebstrap, one-line style. */
export function renderSourceLines(mirror: AptMirror, suite: string): string[] {
  return [
    `deb ${mirror.archive} ${suite} main`,
    `deb ${mirror.archive} ${suite}-updates main`,
    ...(mirror.security === null ? [] : [`deb ${mirror.security} ${suite}-security main`]),
  ];
}

/**
 * From `apt-config dump`: how the host reaches and dates its archive. `build` is needed where the image is made, on the
 * host; `guest` is what a machine needs as well (a proxy stays out: the lab's mirror fetches for the machines).
 */
export function parseAptConfig(dump: string): { readonly build: readonly string[]; readonly guest: readonly string[] } {
  const lines = dump.split('\n').map((line) => line.trim());
  const guest = lines.filter((line) => /^Acquire::Check-(Valid-Until|Date) "[^"]*";$/.test(line));
  const reach = lines.filter((line) => /^Acquire::https?::[A-Za-z:.-]+ "[^"]+";$/.test(line));
  return { build: [...guest, ...reach], guest };
}
