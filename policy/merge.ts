import { KitError } from './errors.ts';
import type { Wishes } from './wanted.ts';

/** What one control asks for. `id` names it when it disagrees with another. */
export interface Claim {
  readonly id: string;
  readonly wishes: Wishes;
}

/** All wishes as one: every list sorted, except rules (`nft…`, `audit`), which keep the order of their controls' ids. */
export type Merged = Required<Wishes>;

/**
 * Unites the wishes of all controls.
 *
 * @throws KitError E_CONTROLS_DISAGREE naming both controls and both values, when two want different things of one thing
 */
export function mergeWishes(claims: readonly Claim[]): Merged {
  const ordered = [...claims].sort((a, b) => compare(a.id, b.id));
  const ledger = new Ledger();
  const union = (pick: (wishes: Wishes) => readonly string[] | undefined) =>
    [...new Set(ordered.flatMap(({ wishes }) => pick(wishes) ?? []))].sort(compare);
  const inOrder = (pick: (wishes: Wishes) => readonly string[] | undefined) => [
    ...new Set(ordered.flatMap(({ wishes }) => pick(wishes) ?? [])),
  ];
  const things = <T>(
    what: string,
    pick: (wishes: Wishes) => readonly T[] | undefined,
    nameOf: (thing: T) => string,
  ): T[] => {
    for (const { id, wishes } of ordered) {
      for (const thing of pick(wishes) ?? []) ledger.claim(id, what, nameOf(thing), thing);
    }
    return ledger.values<T>(what);
  };
  // Keywords of sshd, fail2ban and apt mean the same in any case.
  const settings = <T>(what: string, pick: (wishes: Wishes) => Readonly<Record<string, T>> | undefined) => {
    for (const { id, wishes } of ordered) {
      for (const [key, value] of Object.entries(pick(wishes) ?? {}))
        ledger.claim(id, what, key, value, key.toLowerCase());
    }
    return ledger.record<T>(what);
  };
  const sections = (
    what: string,
    pick: (wishes: Wishes) => Readonly<Record<string, Readonly<Record<string, string>>>> | undefined,
  ) => {
    const names = [...new Set(ordered.flatMap(({ wishes }) => Object.keys(pick(wishes) ?? {})))].sort(compare);
    return Object.fromEntries(
      names.map((name) => [name, settings<string>(`${what} [${name}]`, (wishes) => pick(wishes)?.[name])]),
    );
  };

  const files = things(
    'file',
    (wishes) => wishes.files,
    (file) => file.path,
  );
  const directories = things(
    'directory',
    (wishes) => wishes.directories,
    (directory) => directory.path,
  );
  const absent = union((wishes) => wishes.absent);
  for (const path of absent) {
    const wanter = ordered.find(({ wishes }) =>
      [...(wishes.files ?? []), ...(wishes.directories ?? [])].some((entry) => entry.path === path),
    );
    const remover = ordered.find(({ wishes }) => wishes.absent?.includes(path));
    if (wanter && remover) throw disagreement('path', path, [wanter.id, 'present'], [remover.id, 'absent']);
  }

  return {
    packages: union((wishes) => wishes.packages),
    groups: union((wishes) => wishes.groups),
    users: things(
      'user',
      (wishes) => wishes.users,
      (user) => user.name,
    ),
    files,
    directories,
    absent,
    units: things(
      'unit',
      (wishes) => wishes.units,
      (unit) => unit.name,
    ),
    sshd: settings('sshd keyword', (wishes) => wishes.sshd),
    sshdFor: sections('sshd for user', (wishes) => wishes.sshdFor),
    fail2ban: sections('fail2ban', (wishes) => wishes.fail2ban),
    apt: settings<string | readonly string[]>('apt setting', (wishes) => wishes.apt),
    sysctl: settings<string>('kernel setting', (wishes) => wishes.sysctl),
    modulesOff: union((wishes) => wishes.modulesOff),
    audit: inOrder((wishes) => wishes.audit),
    ingress: things(
      'ingress',
      (wishes) => wishes.ingress,
      (hole) => `${hole.protocol}/${hole.port}`,
    ),
    nftOutput: inOrder((wishes) => wishes.nftOutput),
    nftEgress: inOrder((wishes) => wishes.nftEgress),
    nftInput: inOrder((wishes) => wishes.nftInput),
  };
}

/** Who wanted what first; the second, different claim on one name is an error. */
class Ledger {
  readonly #claims = new Map<
    string,
    Map<string, { readonly by: string; readonly name: string; readonly value: unknown }>
  >();

  claim(by: string, what: string, name: string, value: unknown, key = name): void {
    const claims = this.#claims.get(what) ?? new Map();
    this.#claims.set(what, claims);
    const earlier = claims.get(key);
    if (earlier && stable(earlier.value) !== stable(value)) {
      throw disagreement(what, name, [earlier.by, stable(earlier.value)], [by, stable(value)]);
    }
    if (!earlier) claims.set(key, { by, name, value });
  }

  values<T>(what: string): T[] {
    return this.#sorted(what).map(({ value }) => value as T);
  }

  record<T>(what: string): Record<string, T> {
    return Object.fromEntries(this.#sorted(what).map(({ name, value }) => [name, value as T]));
  }

  #sorted(what: string) {
    return [...(this.#claims.get(what)?.values() ?? [])].sort((a, b) => compare(a.name, b.name));
  }
}

function disagreement(what: string, name: string, first: [string, string], second: [string, string]): KitError {
  return new KitError({
    code: 'E_CONTROLS_DISAGREE',
    what: `Two controls disagree about the ${what} ${name}.`,
    why: `${first[0]} wants ${first[1]}, and ${second[0]} wants ${second[1]}.`,
    next: `change one of them: controls/${first[0].replace('.', '/')}.ts or controls/${second[0].replace('.', '/')}.ts.`,
  });
}

/** By code unit: the same on every machine, whatever its locale. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** JSON with sorted keys, so that two equal wishes compare equal however they were written. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => compare(a, b)))
      : part,
  );
}
