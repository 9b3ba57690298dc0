import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { defineCommand } from 'citty';
import { type Answers, configText, keyVariable } from '../config/config-text.ts';
import { defaults } from '../config/defaults.ts';
import { readModel } from '../config/leaves.ts';
import { readDomain, readLabel } from '../config/name.ts';
import { readKeySource } from '../config/operator-key.ts';
import { good, problemText, type Read } from '../config/problem.ts';
import { fileReader, loadConfig } from '../edges/config-file.ts';
import { type FoundKey, findPublicKeys } from '../edges/found-keys.ts';
import { atomicWrite } from '../edges/state-dir.ts';
import { KitError, usageError } from '../policy/errors.ts';

const root = join(import.meta.dirname, '..');
const MAKE_KEY = "ssh-keygen -t ed25519 -C 'you@this-machine'";

export default defineCommand({
  meta: { name: 'init', description: 'Ask five questions, write sclerite.config.ts' },
  args: {
    config: { type: 'string', valueHint: 'FILE', description: 'Where to write it (default: sclerite.config.ts)' },
    name: { type: 'string', valueHint: 'NAME', description: `Name of the server (default: gateway)` },
    key: { type: 'string', valueHint: 'FILE', description: 'Your public SSH key (default: the best one in ~/.ssh)' },
    location: { type: 'string', valueHint: 'NAME', description: `Hetzner location (default: ${defaults.location})` },
    model: { type: 'string', valueHint: 'NAME', description: `provider/model (default: ${defaults.model})` },
    domain: { type: 'string', valueHint: 'NAME', description: 'Its full host name, when it has one (default: none)' },
    yes: { type: 'boolean', alias: 'y', description: 'Ask nothing, take the defaults' },
    force: { type: 'boolean', description: 'Replace the file that is there' },
  },
  async run({ args }) {
    const file = resolve(args.config ?? join(root, 'sclerite.config.ts'));
    if (existsSync(file) && args.force !== true) throw alreadyThere(file);
    const keys = findPublicKeys();
    if (args.key === undefined && keys.length === 0) throw noKey();
    const given = checked(file, {
      name: args.name ?? 'gateway',
      publicKeyFile: args.key === undefined ? (keys[0]?.path ?? '') : asWritten(args.key),
      location: args.location ?? defaults.location,
      model: args.model ?? defaults.model,
      ...(args.domain ? { domain: args.domain } : {}),
    });
    const answers = args.yes === true ? given : await ask(file, given, keys);
    if (answers === undefined) return 130; // Ctrl-C at a question: nothing was written
    atomicWrite(file, configText(answers, definitionFrom(file)), 0o644);
    const { warnings } = await loadConfig({ path: file });
    process.stderr.write(nextSteps(file, answers, warnings));
    return 0;
  },
});

async function ask(file: string, given: Answers, keys: readonly FoundKey[]): Promise<Answers | undefined> {
  if (!process.stdin.isTTY) throw nobodyToAsk();
  const { askFor } = await import('./_init-questions.ts');
  const answers = await askFor(given, keys);
  return answers && checked(file, { ...answers, publicKeyFile: asWritten(answers.publicKeyFile) });
}

/** A path typed here is seen from here; in the file it would be seen from the file. */
const asWritten = (path: string) => (path.startsWith('~') ? path : resolve(path));

/** The answers, held against the rules of the config before anything is written. */
function checked(file: string, answers: Answers): Answers {
  const { name, publicKeyFile, location, model, domain } = answers;
  const reads: readonly (readonly [string, Read<unknown>])[] = [
    ['--name', readLabel(name)],
    ['--key', readKeySource({ publicKeyFile }, fileReader(dirname(file)))],
    ['--location', readLabel(location)],
    ['--model', readModel(model)],
    ['--domain', domain === undefined ? good(domain) : readDomain(domain)],
  ];
  const problems = reads.flatMap(([flag, read]) =>
    read.ok
      ? []
      : read.problems.map(({ rule, next }) => ({ path: flag, rule, ...(next === undefined ? {} : { next }) })),
  );
  if (problems.length === 0) return answers;
  throw usageError({
    what: `sclerite init: ${problems.length === 1 ? 'an answer' : 'some answers'} cannot be used.`,
    why: problems.map(problemText).join('\n'),
    next: 'answer again; nothing was written.',
  });
}

/** Seen from the file, so that it works wherever it lies. */
function definitionFrom(file: string): string {
  const path = relative(dirname(file), join(root, 'config/define-config.ts'));
  return path.startsWith('.') ? path : `./${path}`;
}

function nextSteps(file: string, { model }: Answers, warnings: readonly string[]): string {
  const variable = keyVariable(model);
  return [
    `${file} is written; have a look at it, it is short.`,
    ...warnings.map((warning) => `  (${warning})`),
    '',
    'Try it first, without an account:',
    '  ./sclerite lab up',
    '',
    'Then at Hetzner:',
    '  export HCLOUD_TOKEN=…            from your project in the Hetzner Cloud Console: Security, API tokens, read and write',
    `  export ${`${variable}=…`.padEnd(26)}what the agent pays its model with`,
    '  ./sclerite plan                  shows what would be made; changes nothing',
    '  ./sclerite deploy',
    '',
  ].join('\n');
}

function alreadyThere(file: string): KitError {
  return usageError({
    code: 'E_CONFIG_EXISTS',
    what: `${file} is there already. It was left as it is.`,
    why: 'it may describe servers that are running.',
    next: 'edit it, or write a new one with: ./sclerite init --force',
  });
}

function noKey(): KitError {
  return new KitError({
    code: 'E_NO_SSH_KEY',
    what: 'There is no SSH key in ~/.ssh that a server would take.',
    why: 'a server is entered with a key and in no other way, so it needs yours before it is born.',
    next: `make one (press Enter at the questions): ${MAKE_KEY}\nor name one with --key FILE; then run ./sclerite init again.`,
    exitCode: 64,
  });
}

function nobodyToAsk(): KitError {
  return usageError({
    what: 'sclerite init asks questions, and there is no terminal to ask on.',
    why: 'its input is not a terminal.',
    next: 'take the defaults with ./sclerite init --yes, or answer with --name, --key, --location, --model and --domain.',
  });
}
