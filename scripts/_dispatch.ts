import { type CommandDef, renderUsage, runCommand } from 'citty';
import { closest } from '../policy/closest.ts';
import { type ExitCode, type KitError, usageError } from '../policy/errors.ts';
import { checkFlags } from './_flags.ts';
import type { Verb } from './_verbs.ts';

export interface Output {
  /** Writes one block of text and a newline to stdout. */
  readonly print: (text: string) => void;
}

type Command = CommandDef;
type Lazy<T> = T | Promise<T> | (() => T | Promise<T>);

const isHelp = (word: string): boolean => word === '--help' || word === '-h';

async function settle<T>(value: Lazy<T> | undefined): Promise<T | undefined> {
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value;
}

/** `--` ends the kit's own words: what follows belongs to someone else (`lab exec web -- ls --help`). */
function ownWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

export function helpText(verbs: Readonly<Record<string, Verb>>, version: string): string {
  const shown = Object.entries(verbs).filter(([, verb]) => !verb.isHidden);
  return [
    `sclerite ${version}: a hardened OpenClaw server at Hetzner, deployed and proven by one command`,
    '',
    'Usage: ./sclerite VERB [OPTIONS]',
    '',
    ...shown.map(([name, verb]) => `  ${name.padEnd(8)} ${verb.summary}`),
    '',
    'Try it without an account:  ./sclerite lab up',
    'Explain one verb:           ./sclerite VERB --help',
    'Exit codes: 0 all pass, 1 the program broke, 2 a control failed, 3 could not tell, 64 usage or config',
  ].join('\n');
}

function unknownVerb(typed: string, known: readonly string[], parent = ''): KitError {
  const near = closest(typed, known);
  return usageError({
    what: `sclerite does not know the verb "${parent}${typed}".`,
    why: `it knows ${known.map((name) => `${parent}${name}`).join(', ')}.`,
    next: near === undefined ? `see: ./sclerite ${parent}--help` : `did you mean: ./sclerite ${parent}${near}`,
  });
}

/** Goes down through nested verbs (`lab up`) as far as there are words for them. */
async function descend(name: string, top: Command, argv: readonly string[]) {
  let command = top;
  let path = name;
  let rest = argv;
  let parent: Command = { meta: { name: 'sclerite' } };
  for (;;) {
    const children = (await settle(command.subCommands as Lazy<Record<string, Lazy<Command>>>)) ?? {};
    const names = Object.keys(children);
    const word = rest[0];
    if (names.length === 0 || word === undefined || isHelp(word)) {
      return { command, parent, path, rest, missing: names.length > 0 && command.run === undefined ? names : [] };
    }
    if (!Object.hasOwn(children, word)) throw unknownVerb(word, names, `${path} `);
    parent = { meta: { name: `sclerite ${path}` } };
    command = (await settle(children[word])) ?? {};
    path = `${path} ${word}`;
    rest = rest.slice(1);
  }
}

/**
 * From the words typed to an exit code. Prints help itself; everything else is the verb's.
 *
 * @throws {KitError} E_USAGE (64) for words it does not understand; and whatever the verb throws
 */
export async function dispatch(
  verbs: Readonly<Record<string, Verb>>,
  argv: readonly string[],
  version: string,
  output: Output,
): Promise<ExitCode> {
  const [name, ...words] = argv;
  if (name === undefined || isHelp(name) || name === 'help') {
    output.print(helpText(verbs, version));
    return name === undefined ? 64 : 0;
  }
  if (name === '--version' || name === '-v') {
    output.print(version);
    return 0;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    const shown = Object.keys(verbs).filter((candidate) => !verbs[candidate]?.isHidden);
    throw unknownVerb(name, shown);
  }
  const { command, parent, path, rest, missing } = await descend(name, (await verb.load()).default, words);
  if (ownWords(rest).some(isHelp)) {
    const named = { ...command, meta: { ...(await settle(command.meta)), name: path.split(' ').at(-1) } };
    output.print(await renderUsage(named as Command, parent));
    return 0;
  }
  if (missing.length > 0) {
    throw usageError({
      what: `sclerite ${path} needs one more word.`,
      why: `it is a family of verbs: ${missing.join(', ')}.`,
      next: `see: ./sclerite ${path} --help`,
    });
  }
  checkFlags(path, rest, (await settle(command.args)) ?? {});
  return run(command, path, rest);
}

async function run(command: Command, path: string, argv: readonly string[]): Promise<ExitCode> {
  try {
    const { result } = await runCommand(command, { rawArgs: [...argv] });
    return (typeof result === 'number' ? result : 0) as ExitCode;
  } catch (error) {
    // citty's own complaints (a missing argument, a value that is not among the choices) are usage errors.
    if (!(error instanceof Error) || error.name !== 'CLIError') throw error;
    throw usageError({
      what: `sclerite ${path}: ${error.message}`,
      why: 'the command line does not fit this verb.',
      next: `see: ./sclerite ${path} --help`,
      cause: error,
    });
  }
}
