import type { Difference } from './diff.ts';

/**
 * What cannot cut a connection, whatever is in it. Everything else can: a list of dangers would be one short on the day that
 * somebody wants a new kind of file, and a guard too many costs a login.
 */
const HARMLESS_BELOW: readonly string[] = [
  '/etc/apt',
  '/etc/nginx',
  '/etc/openclaw',
  '/etc/sclerite',
  '/srv/openclaw',
  '/usr/local/libexec/sclerite',
  '/var/lib/openclaw',
  '/var/lib/sclerite',
];
const HARMLESS_UNIT = /^(apt-daily|certbot|nginx|openclaw-|sclerite-(?:facts|certificate))[\w@.-]*$/;
const UNIT_FILE = /^\/etc\/systemd\/system\/([^/]+?)(?:\.d\/[^/]+)?$/;

/**
 * Whether mending this could cut the connection that mends it, or keep the next login out. Pure.
 *
 * A package is none: what Debian's packages bring opens and closes nothing by itself, and no copy could take one back.
 */
export function isRisky({ kind, name }: Pick<Difference, 'kind' | 'name'>): boolean {
  switch (kind) {
    case 'package':
      return false;
    case 'unit':
      return !HARMLESS_UNIT.test(name);
    case 'file':
    case 'directory':
    case 'absent':
      return !isHarmlessPath(name);
    default:
      return true;
  }
}

function isHarmlessPath(path: string): boolean {
  const unit = UNIT_FILE.exec(path)?.[1];
  if (unit !== undefined) return HARMLESS_UNIT.test(unit);
  return HARMLESS_BELOW.some((directory) => path === directory || path.startsWith(`${directory}/`));
}

/** Differences in the order in which they are mended. */
export interface Stage {
  readonly isRisky: boolean;
  readonly differences: readonly Difference[];
}

/**
 * Packages first: they may take minutes, and everything else may need them. Then all that is risky at once, under one short
 * guard; then the rest, which may take its time (a gateway may need minutes to stop). Pure.
 */
export function inStages(differences: readonly Difference[]): readonly Stage[] {
  const packages = differences.filter(({ kind }) => kind === 'package');
  const others = differences.filter(({ kind }) => kind !== 'package');
  return [
    { isRisky: false, differences: packages },
    { isRisky: true, differences: others.filter(isRisky) },
    { isRisky: false, differences: others.filter((difference) => !isRisky(difference)) },
  ].filter((stage) => stage.differences.length > 0);
}
