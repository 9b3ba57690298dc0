import { exposureProblems } from './exposure-check.ts';
import type { FileReader } from './files.ts';
import { near, suggestion } from './near.ts';
import { readKeySource } from './operator-key.ts';
import { type ConfigProblem, shown } from './problem.ts';
import { readPublicKey } from './public-key.ts';
import type { ParseContext } from './schema.ts';

type Raw = Readonly<Record<string, unknown>>;

/**
 * Mistakes that show only when two places of the file are held together. They work on the raw input and step over whatever
 * is malformed, so that they are reported together with the mistakes of single values.
 */
export function crossProblems(raw: Raw, files: FileReader, { knownControls }: ParseContext): ConfigProblem[] {
  return [
    ...duplicateServers(raw),
    ...duplicateKeys(raw, files),
    ...duplicateOperators(raw),
    ...channelsWithoutSecret(raw),
    ...exposureProblems(raw, files),
    ...suppressionTargets(raw, knownControls),
  ];
}

function duplicateServers(raw: Raw): ConfigProblem[] {
  const names = records(raw.servers).map(({ name }) => name);
  return repeats(names).map(({ index, first }) => ({
    path: `servers[${index}].name`,
    value: shown(names[index]),
    rule: `is the name of servers[${first}] too; it is the host's name and must be unique.`,
  }));
}

function duplicateOperators(raw: Raw): ConfigProblem[] {
  const names = records(raw.operators).map(({ name }) => name);
  return repeats(names).map(({ index, first }) => ({
    path: `operators[${index}].name`,
    value: shown(names[index]),
    rule: `is the name of operators[${first}] too.`,
  }));
}

/** Hetzner refuses one key twice, and an operator may ask for the facts anyway. */
function duplicateKeys(raw: Raw, files: FileReader): ConfigProblem[] {
  const places = (['operators', 'auditors'] as const).flatMap((list) =>
    items(raw[list]).map((entry, index) => ({ path: `${list}[${index}]`, key: fingerprintOf(entry, files) })),
  );
  return repeats(places.map(({ key }) => key)).map(({ index, first }) => ({
    path: places[index]?.path ?? '',
    rule: `is the same key as ${places[first]?.path} (${places[index]?.key}).`,
    next:
      places[index]?.path.startsWith('auditors') && places[first]?.path.startsWith('operators')
        ? 'leave it out: an operator may ask for the facts anyway'
        : 'leave one of them out',
  }));
}

function fingerprintOf(entry: unknown, files: FileReader): string | undefined {
  const key =
    typeof entry === 'string' ? readPublicKey(entry) : isRecord(entry) ? readKeySource(entry, files) : undefined;
  return key?.ok ? key.value.fingerprint : undefined;
}

function channelsWithoutSecret(raw: Raw): ConfigProblem[] {
  const channels = isRecord(raw.openclaw) && isRecord(raw.openclaw.channels) ? raw.openclaw.channels : {};
  const secrets = isRecord(raw.secrets) ? raw.secrets : {};
  return channels.telegram === undefined || secrets.telegram !== undefined
    ? []
    : [
        {
          path: 'openclaw.channels.telegram',
          rule: 'needs its bot token, and secrets.telegram is not there.',
          next: "add secrets: { telegram: { env: 'TELEGRAM_BOT_TOKEN' } }",
        },
      ];
}

function suppressionTargets(raw: Raw, knownControls: readonly string[] | undefined): ConfigProblem[] {
  const servers = records(raw.servers).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));
  return records(raw.suppressions).flatMap(({ control, server }, index) => {
    const problems: ConfigProblem[] = [];
    if (knownControls && typeof control === 'string' && !knownControls.includes(control)) {
      const guess = near(control, knownControls);
      problems.push({
        path: `suppressions[${index}].control`,
        value: shown(control),
        rule: 'is the id of no control.',
        next: guess === undefined ? 'docs/controls.md has them all' : `did you mean "${guess}"?`,
      });
    }
    if (typeof server === 'string' && !servers.includes(server)) {
      problems.push({
        path: `suppressions[${index}].server`,
        value: shown(server),
        rule: 'is no server of this config.',
        next: suggestion(server, servers),
      });
    }
    return problems;
  });
}

/** Places whose value stood at an earlier place already; undefined repeats nothing. */
function repeats(values: readonly unknown[]): { index: number; first: number }[] {
  return values.flatMap((value, index) => {
    const first = values.indexOf(value);
    return value === undefined || first === index ? [] : [{ index, first }];
  });
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const records = (value: unknown): readonly Raw[] => items(value).map((item) => (isRecord(item) ? item : {}));
