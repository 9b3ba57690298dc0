import { KitError } from '../policy/errors.ts';
import { Secret } from './secret.ts';
import type { State } from './state-dir.ts';

/** Secrets that were generated for one server, each in a file of its own, 0600 in a 0700 directory. */
export interface SecretStore {
  /** undefined: there is none yet. @throws E_SECRET_DAMAGED */
  read(name: string): Secret | undefined;
  /** On disk before it returns. */
  write(name: string, secret: Secret): void;
  /** The stored one; else a new one, stored before it is returned. */
  ensure(name: string, generate: () => Secret): Secret;
  remove(name: string): void;
}

export function secretStore(state: State, server: string): SecretStore {
  const file = (name: string) => `secrets/${server}/${name}`;
  const read = (name: string): Secret | undefined => {
    const text = state.readText(file(name));
    if (text === undefined) return undefined;
    const value = text.replace(/\n$/, '');
    if (value === '' || /[\0\n\r]/.test(value)) {
      throw new KitError({
        code: 'E_SECRET_DAMAGED',
        what: `The stored secret ${state.path(file(name))} is damaged. It was left as it is.`,
        why: value === '' ? 'the file is empty' : 'it must be one line of text',
        next: 'put it back from a backup of the state directory; a secret that is lost can be made anew after its file is moved away.',
      });
    }
    return new Secret(value);
  };
  const write = (name: string, secret: Secret) => state.writeText(file(name), `${secret.reveal()}\n`);
  return {
    read,
    write,
    ensure(name, generate) {
      const found = read(name);
      if (found) return found;
      const made = generate();
      write(name, made);
      return made;
    },
    remove: (name) => state.remove(file(name)),
  };
}
