import { cancel, group, intro, isCancel, select, text } from '@clack/prompts';
import { type Answers, europeanLocations } from '../config/config-text.ts';
import { readModel } from '../config/leaves.ts';
import { readDomain, readLabel } from '../config/name.ts';
import type { Read } from '../config/problem.ts';
import type { FoundKey } from '../edges/found-keys.ts';

const output = process.stderr;
const OTHER = 'other';

const cities: Readonly<Record<string, string>> = {
  nbg1: 'Nuremberg',
  fsn1: 'Falkenstein',
  hel1: 'Helsinki',
  ash: 'Ashburn',
  hil: 'Hillsboro',
  sin: 'Singapore',
};

/** Five questions, each with a default. undefined: given up. */
export async function askFor(proposed: Answers, keys: readonly FoundKey[]): Promise<Answers | undefined> {
  intro('Five questions; Enter takes the default.', { output });
  const answers = await group(
    {
      name: () =>
        text({ message: 'What is the server called?', initialValue: proposed.name, validate: by(readLabel), output }),
      publicKeyFile: () => askForKey(proposed.publicKeyFile, keys),
      location: () =>
        select({
          message: 'Where shall it stand?',
          initialValue: proposed.location,
          options: [...new Set([proposed.location, ...europeanLocations, ...Object.keys(cities)])].map((value) => ({
            value,
            label: value,
            hint: cities[value] ?? '',
          })),
          output,
        }),
      model: () =>
        text({
          message: 'Which model does the agent think with?',
          initialValue: proposed.model,
          validate: by(readModel),
          output,
        }),
      domain: () =>
        text({
          message: 'Does it have a domain? (empty: none)',
          placeholder: 'gateway.example.com',
          initialValue: proposed.domain ?? '',
          validate: (value) => (value?.trim() ? by(readDomain)(value) : undefined),
          output,
        }),
    },
    {
      onCancel: () => {
        throw givenUp;
      },
    },
  ).catch((error: unknown) => {
    if (error !== givenUp) throw error;
    cancel('Nothing was written.', { output });
    return undefined;
  });
  if (answers === undefined) return undefined;
  const { domain, publicKeyFile, ...rest } = answers;
  return { ...rest, publicKeyFile: String(publicKeyFile), ...(domain?.trim() ? { domain: domain.trim() } : {}) };
}

const givenUp = Symbol('given up');

async function askForKey(proposed: string, keys: readonly FoundKey[]): Promise<string | symbol> {
  const options = [
    ...(keys.some(({ path }) => path === proposed) ? [] : [{ value: proposed, label: proposed }]),
    ...keys.map(({ path, hint }) => ({ value: path, label: path, hint })),
    { value: OTHER, label: 'another file', hint: 'or make one first: ssh-keygen -t ed25519' },
  ];
  const chosen = await select({ message: 'Which SSH key opens it?', initialValue: proposed, options, output });
  if (isCancel(chosen) || chosen !== OTHER) return chosen;
  return text({
    message: 'Path of the public key (.pub)',
    validate: (value) => (value?.trim() ? undefined : 'a path is needed'),
    output,
  });
}

/** The same rules as in the config, as clack wants them. */
function by(read: (value: unknown) => Read<unknown>) {
  return (value: string | undefined): string | undefined => {
    const result = read(value?.trim() ?? '');
    return result.ok ? undefined : result.problems.map(({ rule, next }) => `It ${rule} ${next ?? ''}`.trim()).join(' ');
  };
}
