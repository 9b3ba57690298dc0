import { createHash } from 'node:crypto';
import { groupsOf } from '../facts/accounts.ts';
import type { FactResult, FileEntry } from '../facts/fact.ts';
import type { FactResults } from '../facts/index.ts';
import { ownedDirectories, ownedFiles } from './owned.ts';
import type { Wanted, WantedDirectory, WantedFile, WantedUnit, WantedUser } from './wanted.ts';

/** The facts that the host's distance from the wanted state is measured with. */
export type HostFacts = Pick<FactResults, 'hostFiles' | 'packages' | 'accounts' | 'units'>;

export type DifferenceKind = 'package' | 'group' | 'user' | 'directory' | 'file' | 'absent' | 'unit';

/** One thing that is not as wanted, or that nobody could look at. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** The package, group, user, path or unit. */
  readonly name: string;
  /** For people: `file /etc/nftables.conf`. */
  readonly what: string;
  readonly wanted: string;
  /** What was seen; for `isKnown: false` why nothing was. */
  readonly observed: string;
  /** false: it may be as wanted, and nothing says so. Never left out, never taken for equal. */
  readonly isKnown: boolean;
}

/** Distance of a host from its wanted state, in the order in which it would be mended. Empty: none. Pure. */
export function diffHost(wanted: Wanted, facts: HostFacts): readonly Difference[] {
  const files = known(facts.hostFiles);
  const packages = known(facts.packages);
  const accounts = known(facts.accounts);
  const units = known(facts.units);
  return [
    ...wanted.packages.map((name) =>
      compare('package', name, 'installed', packages, (all) => {
        const state = all[name];
        return state && (state.isInstalled ? 'installed' : 'not installed');
      }),
    ),
    ...wanted.groups.map((name) =>
      compare('group', name, 'present', accounts, ({ groups }) =>
        groups.some((group) => group.name === name) ? 'present' : 'absent',
      ),
    ),
    ...wanted.users.map((user) =>
      compare('user', user.name, userText(user), accounts, (all) => {
        const account = all.users.find(({ name }) => name === user.name);
        if (!account) return 'absent';
        return userText({ ...account, system: isSystem(account.uid), groups: groupsOf(all, user.name) });
      }),
    ),
    ...ownedDirectories(wanted).map((directory) =>
      compare('directory', directory.path, directoryText(directory), files, (all) => entryText(all[directory.path])),
    ),
    ...ownedFiles(wanted).map((file) =>
      compare('file', file.path, fileText(file), files, (all) => entryText(all[file.path])),
    ),
    ...wanted.absent.map((path) =>
      compare('absent', path, 'absent', files, (all) => {
        const entry = all[path];
        return entry?.type === 'absent' || entry === undefined || entry.error ? entryText(entry) : entry.type;
      }),
    ),
    ...wanted.units.map((unit) =>
      compare('unit', unit.name, unitText(unit), units, (all) => {
        const state = all[unit.name];
        if (!state) return undefined;
        return [
          enablement(unit, state),
          activity(unit, state),
          ...(state.needsReload ? ['its file changed since systemd read it'] : []),
        ].join(', ');
      }),
    ),
  ].filter((difference) => difference !== undefined);
}

type Known<T> = { readonly value: T } | { readonly because: string };

function known<T>(result: FactResult<T> | undefined): Known<T> {
  if (result === undefined) return { because: 'it was not collected' };
  return result.ok ? { value: result.value } : { because: result.because };
}

/** Why a single thing could not be looked at, though its fact was read. */
class Unseen {
  readonly because: string;
  constructor(because: string) {
    this.because = because;
  }
}

function compare<T>(
  kind: DifferenceKind,
  name: string,
  wanted: string,
  fact: Known<T>,
  look: (value: T) => string | Unseen | undefined,
): Difference | undefined {
  const common = { kind, name, what: kind === 'absent' ? name : `${kind} ${name}`, wanted };
  if (!('value' in fact)) return { ...common, observed: `cannot tell: ${fact.because}`, isKnown: false };
  const observed = look(fact.value) ?? new Unseen('the collector was not asked for it');
  if (observed instanceof Unseen) return { ...common, observed: `cannot tell: ${observed.because}`, isKnown: false };
  return observed === wanted ? undefined : { ...common, observed, isKnown: true };
}

const fileText = ({ mode, owner, group, content }: WantedFile) =>
  `file ${mode} ${owner}:${group} sha256:${createHash('sha256').update(content).digest('hex')}`;

const directoryText = ({ mode, owner, group }: WantedDirectory) => `directory ${mode} ${owner}:${group}`;

function entryText(entry: FileEntry | undefined): string | Unseen | undefined {
  if (entry === undefined) return undefined;
  if (entry.error !== undefined) return new Unseen(entry.error);
  if (entry.type === 'absent') return 'absent';
  if (entry.type === 'link') return `link to ${entry.target ?? '?'}`;
  const common = `${entry.type} ${entry.mode} ${entry.owner}:${entry.group}`;
  if (entry.type !== 'file') return common;
  return entry.sha256 === undefined ? new Unseen('its digest was not taken') : `${common} sha256:${entry.sha256}`;
}

/** Debian's border between accounts of the system and of people: /etc/login.defs, UID_MIN. */
const isSystem = (uid: number) => uid < 1000;

function userText({ system, home, shell, groups }: Pick<WantedUser, 'system' | 'home' | 'shell' | 'groups'>): string {
  return `${system ? 'system user' : 'user'}, home ${home}, shell ${shell}, groups ${[...groups].sort().join(' ') || '(none)'}`;
}

const unitText = ({ enabled, active }: WantedUnit) => `${enabled}, ${active ? 'running' : 'stopped'}`;

function activity(unit: WantedUnit, { active, isSkipped }: { readonly active: string; readonly isSkipped?: boolean }) {
  if (active === 'inactive') return unit.maySkip && isSkipped ? 'running' : 'stopped';
  return active === 'active' ? 'running' : active;
}

/** A unit that is not there is as good as disabled; a masked one has no other state. */
function enablement(unit: WantedUnit, state: { readonly load: string; readonly file: string }): string {
  if (state.load === 'masked' || state.file === 'masked') return 'masked';
  if (state.load === 'not-found') return unit.enabled === 'disabled' ? 'disabled' : 'not found';
  if (state.load !== 'loaded') return `${state.load} (${state.file || 'no state'})`;
  return state.file || 'no unit file';
}
