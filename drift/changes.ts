import type { FactResults } from '../facts/index.ts';

/** One thing that is not what it was. */
export interface Change {
  /** `listeners`, `accounts`: the fact. */
  readonly fact: string;
  /** Where in it: `users[eve]`, `/etc/passwd.sha256`; '' for the whole of it. */
  readonly path: string;
  /** undefined: it was not there, or is not there any more. */
  readonly before?: string;
  readonly after?: string;
}

/** What two looks at one server show differently, fact by fact. What passes by itself (ages, uptimes, counters) is left out. */
export function changesBetween(before: FactResults, after: FactResults): readonly Change[] {
  const ids = Object.keys({ ...before, ...after }).sort() as (keyof FactResults)[];
  return ids
    .filter((id) => !PASSING_FACTS.has(id))
    .flatMap((fact): Change[] => {
      const [one, other] = [before[fact], after[fact]];
      if (one?.ok && other?.ok) return [...differences(fact, '', lasting(one.value), lasting(other.value))];
      const words = (result: typeof one) =>
        result === undefined ? 'not looked at' : result.ok ? 'seen' : result.because;
      return words(one) === words(other) ? [] : [{ fact, path: '', before: words(one), after: words(other) }];
    });
}

/** Counts and lists of what runs at this very moment, and the newest line of a log: our own look is among it. */
const PASSING_FACTS: ReadonlySet<keyof FactResults> = new Set([
  'journalSecrets',
  'runningPrograms',
  'secretTraces',
  'sshdJournal',
]);

/** The value as plain data (facts hold maps and sets too), without what passes by itself. */
function lasting(value: unknown): unknown {
  if (value instanceof Map) return lasting(Object.fromEntries(value));
  if (value instanceof Set) return lasting([...value].sort());
  if (Array.isArray(value)) return value.filter((entry) => !isOfSession(entry)).map(lasting);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !PASSING.test(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, lasting(part)]));
}

/** Names by which the entries of a list are told apart, so that one more entry is one change and not a shift of all. */
const NAMES = ['path', 'name', 'id', 'address', 'unit', 'port'] as const;
/** Changes with time alone. */
const PASSING =
  /^(pid|mainPid|at|age|ms|size|mtime|startTime|activeSince|uptime|since|now|seconds|counters?|packets|bytes|lines)$/i;

function* differences(fact: string, path: string, before: unknown, after: unknown): Generator<Change> {
  const [one, other] = [byName(before), byName(after)];
  if (isRecord(one) && isRecord(other)) {
    for (const key of Object.keys({ ...one, ...other }).sort()) {
      yield* differences(fact, path === '' ? key : `${path}.${key}`, one[key], other[key]);
    }
    return;
  }
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  if (left === right) return;
  yield {
    ...{ fact, path },
    ...(left === undefined ? {} : { before: short(left) }),
    ...(right === undefined ? {} : { after: short(right) }),
  };
}

function byName(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (value.every(isRecord)) {
    const key = NAMES.find((name) => {
      const names = new Set(value.map((entry) => entry[name]));
      return names.size === value.length && !names.has(undefined);
    });
    if (key !== undefined) return Object.fromEntries(value.map((entry) => [`[${String(entry[key])}]`, entry]));
  }
  return Object.fromEntries(value.map((entry) => [`[${JSON.stringify(entry)}]`, entry]));
}

/** `/run/user/1000` comes and goes with whoever is logged in. */
const isOfSession = (entry: unknown) => isRecord(entry) && /^\/run\/user\/\d+$/.test(String(entry.path));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const LONGEST = 200;
const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
