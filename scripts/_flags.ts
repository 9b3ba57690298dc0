import type { ArgsDef } from 'citty';
import { closest } from '../policy/closest.ts';
import { usageError } from '../policy/errors.ts';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Every spelling of one option, without dashes: its name, its kebab form, its aliases. */
function spellings(name: string, alias: string | readonly string[] | undefined): string[] {
  return [...new Set([name, kebab(name), ...(alias === undefined ? [] : [alias].flat())])];
}

interface Option {
  readonly takesValue: boolean;
}

function optionsOf(definition: ArgsDef): Map<string, Option> {
  const options = new Map<string, Option>();
  for (const [name, argument] of Object.entries(definition)) {
    if (argument.type === 'positional') continue;
    const takesValue = argument.type === 'string' || argument.type === 'enum';
    for (const spelling of spellings(name, 'alias' in argument ? argument.alias : undefined)) {
      options.set(spelling, { takesValue });
      if (!takesValue) options.set(`no-${spelling}`, { takesValue });
    }
  }
  return options;
}

/**
 * citty accepts whatever it does not know; a mistyped `--onyl` would then select everything. This refuses it.
 *
 * @param verb as typed, for the message: `lab up`
 * @throws {KitError} E_USAGE, exit 64, for an unknown option, a missing value or a word too many
 */
export function checkFlags(verb: string, argv: readonly string[], definition: ArgsDef): void {
  const options = optionsOf(definition);
  const takesWords = Object.values(definition).some((argument) => argument.type === 'positional');
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? '';
    if (word === '--') return;
    if (!word.startsWith('-') || word === '-') {
      if (takesWords) continue;
      throw usageError({
        what: `sclerite ${verb} takes no argument, but got "${word}".`,
        why: 'an argument that is silently dropped would look as if it had been obeyed.',
        next: `see: ./sclerite ${verb} --help`,
      });
    }
    const [name = '', inlineValue] = word.replace(/^--?/, '').split(/=(.*)/s, 2);
    const option = options.get(name);
    if (option === undefined) throw unknownOption(verb, word, name, [...options.keys()]);
    if (!option.takesValue || inlineValue !== undefined) continue;
    const value = argv[++index];
    if (value === undefined || value.startsWith('-')) {
      throw usageError({
        what: `sclerite ${verb}: ${word} needs a value.`,
        why: value === undefined ? 'it is the last word.' : `"${value}" follows, which is an option itself.`,
        next: `write ${word}=VALUE, or see: ./sclerite ${verb} --help`,
      });
    }
  }
}

function unknownOption(verb: string, word: string, name: string, known: readonly string[]) {
  const long = known.filter((candidate) => candidate.length > 1 && !candidate.startsWith('no-'));
  const near = closest(name, long);
  return usageError({
    what: `sclerite ${verb} does not know the option ${word}.`,
    why: long.length === 0 ? 'it has no options.' : `it knows ${long.map((option) => `--${option}`).join(', ')}.`,
    next: near === undefined ? `see: ./sclerite ${verb} --help` : `did you mean --${near}?`,
  });
}
