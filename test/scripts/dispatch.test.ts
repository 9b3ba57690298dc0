import { type CommandDef, defineCommand } from 'citty';
import { describe, expect, it } from 'vitest';
import { KitError } from '../../policy/errors.ts';
import { dispatch } from '../../scripts/_dispatch.ts';
import type { Verb } from '../../scripts/_verbs.ts';

/** A small command line: one verb with options, one family, one hidden verb. Records what ran with what. */
function fixture() {
  const ran: unknown[] = [];
  const loaded: string[] = [];
  const verb = (name: string, command: CommandDef, isHidden = false): Verb => ({
    summary: `the summary of ${name}`,
    isHidden,
    load: async () => {
      loaded.push(name);
      return { default: command };
    },
  });
  const verbs = {
    check: verb(
      'check',
      defineCommand({
        meta: { description: 'Checks' },
        args: {
          servers: { type: 'positional', required: false },
          only: { type: 'string' },
          format: { type: 'enum', options: ['human', 'json'] },
          fresh: { type: 'boolean', alias: 'f' },
          saveFacts: { type: 'string' },
        },
        run: ({ args }) => {
          ran.push({ ...args });
          return 2;
        },
      }) as CommandDef,
    ),
    lab: verb('lab', {
      meta: { description: 'The lab' },
      subCommands: {
        up: async () => defineCommand({ meta: { description: 'Up' }, run: () => void ran.push('up') }),
        exec: () =>
          defineCommand({
            args: { server: { type: 'positional', required: true } },
            run: ({ rawArgs }) => void ran.push(rawArgs),
          }) as CommandDef,
      },
    }),
    handover: verb('handover', { run: () => void ran.push('handover') }, true),
  };
  const printed: string[] = [];
  const type = (...argv: string[]) => dispatch(verbs, argv, '1.2.3', { print: (text) => printed.push(text) });
  return { type, ran, loaded, printed };
}

async function refusal(promise: Promise<unknown>): Promise<KitError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(KitError);
  return error as KitError;
}

describe('dispatch', () => {
  it('hands on the exit code of a verb', async () => {
    const { type, ran } = fixture();
    expect(await type('check', 'web', '--only', 'ssh.root-login-off', '-f', '--save-facts=x')).toBe(2);
    expect(ran).toMatchObject([
      { _: ['web'], servers: 'web', only: 'ssh.root-login-off', fresh: true, saveFacts: 'x' },
    ]);
  });

  it('is content when a verb returns nothing', async () => {
    const { type, ran } = fixture();
    expect(await type('lab', 'up')).toBe(0);
    expect(ran).toEqual(['up']);
  });

  it('leaves everything after -- to the verb, --help included', async () => {
    const { type, ran } = fixture();
    expect(await type('lab', 'exec', 'web', '--', 'ls', '--help', '--bogus')).toBe(0);
    expect(ran).toEqual([['web', '--', 'ls', '--help', '--bogus']]);
  });

  it('runs a hidden verb without listing it', async () => {
    const { type, ran, printed } = fixture();
    expect(await type('handover')).toBe(0);
    expect(ran).toEqual(['handover']);
    await type('--help');
    expect(printed.join()).not.toContain('handover');
  });

  it('prints the help without loading a single verb', async () => {
    const { type, loaded, printed } = fixture();
    expect(await type('--help')).toBe(0);
    expect(printed.join()).toContain('the summary of check');
    expect(loaded).toEqual([]);
  });

  it('is a usage error to say nothing at all', async () => {
    expect(await fixture().type()).toBe(64);
  });

  it('prints the version', async () => {
    const { type, printed } = fixture();
    expect(await type('--version')).toBe(0);
    expect(printed).toEqual(['1.2.3']);
  });

  it.each([
    { words: ['check', '--help'], shows: ['USAGE', 'check', '--only', '--fresh'] },
    { words: ['check', 'web', '-h'], shows: ['USAGE', '--format'] },
    { words: ['lab', '--help'], shows: ['up', 'exec'] },
    { words: ['lab', 'exec', '--help'], shows: ['USAGE', 'SERVER'] },
  ])('explains $words and runs nothing', async ({ words, shows }) => {
    const { type, ran, printed } = fixture();
    expect(await type(...words)).toBe(0);
    for (const text of shows) expect(printed.join('\n')).toContain(text);
    expect(ran).toEqual([]);
  });

  it.each([
    { when: 'an unknown verb', words: ['chekc'], next: 'did you mean: ./sclerite check' },
    { when: 'a verb that is a property of every object', words: ['constructor'], next: 'see: ./sclerite --help' },
    { when: 'an unknown member of a family', words: ['lab', 'upp'], next: 'did you mean: ./sclerite lab up' },
    { when: 'a far member of a family', words: ['lab', 'banana'], next: 'see: ./sclerite lab --help' },
    { when: 'a family alone', words: ['lab'], next: 'see: ./sclerite lab --help' },
    { when: 'an unknown option', words: ['check', '--onyl', 'x'], next: 'did you mean --only?' },
    { when: 'an option of no option', words: ['lab', 'up', '--quick'], next: 'see: ./sclerite lab up --help' },
    {
      when: 'a value that is missing',
      words: ['check', '--only'],
      next: 'write --only=VALUE, or see: ./sclerite check --help',
    },
    {
      when: 'a value that is an option',
      words: ['check', '--only', '--fresh'],
      next: 'write --only=VALUE, or see: ./sclerite check --help',
    },
    {
      when: 'a value that is not among the choices',
      words: ['check', '--format', 'xml'],
      next: 'see: ./sclerite check --help',
    },
    { when: 'a word too many', words: ['lab', 'up', 'web'], next: 'see: ./sclerite lab up --help' },
    { when: 'a word that is missing', words: ['lab', 'exec'], next: 'see: ./sclerite lab exec --help' },
  ])('$when ends with 64, a way on, and nothing done', async ({ words, next }) => {
    const { type, ran } = fixture();
    const error = await refusal(type(...words));
    expect(error).toMatchObject({ code: 'E_USAGE', exitCode: 64, next });
    expect(ran).toEqual([]);
  });
});
