import type { OperatorKey } from './config.ts';
import type { FileReader } from './files.ts';
import { bad, good, type Read } from './problem.ts';
import { type PublicKey, readPublicKey } from './public-key.ts';
import { unknownKeys } from './unknown-keys.ts';

/** A key as the config gives it: a file's path or the key itself. */
interface KeySource {
  readonly publicKeyFile?: unknown;
  readonly publicKey?: unknown;
}

const EITHER = "write { publicKeyFile: '~/.ssh/id_ed25519.pub' } or { publicKey: 'ssh-ed25519 AAAA…' }";

/** The public key behind one entry of `operators` or `auditors`. Problems point at the field they came from. */
export function readKeySource(source: KeySource, files: FileReader): Read<PublicKey & { readonly file?: string }> {
  const { publicKeyFile, publicKey } = source;
  if ((publicKeyFile === undefined) === (publicKey === undefined)) {
    return bad('takes exactly one of publicKeyFile and publicKey.', EITHER, null);
  }
  if (publicKey !== undefined) return below('publicKey', readPublicKey(publicKey));
  if (typeof publicKeyFile !== 'string') return below('publicKeyFile', bad('is no path of a .pub file.', EITHER));
  const file = files.resolve(publicKeyFile);
  const found = files.read(file);
  if (!found.ok) {
    return below(
      'publicKeyFile',
      bad(
        `cannot be read: ${file}: ${found.because}.`,
        'look which keys there are (ls ~/.ssh/*.pub), or make one: ssh-keygen -t ed25519',
        file,
      ),
    );
  }
  const key = readPublicKey(found.text);
  if (key.ok) return good({ ...key.value, file });
  return {
    ok: false,
    problems: key.problems.map(({ rule, next }) => ({
      path: ['publicKeyFile'],
      rule,
      ...(next === undefined ? {} : { next }),
      show: file,
    })),
  };
}

/** One entry of `operators`, resolved. */
export function readOperator(value: unknown, files: FileReader): Read<OperatorKey> {
  if (!isObject(value)) return bad('is no object with a key in it.', EITHER);
  const key = readKeySource(value, files);
  const identity = readIdentity(value.identityFile, key.ok ? key.value.file : undefined, files);
  const name = readName(value.name, key.ok ? key.value : undefined);
  const unknown = unknownKeys(value, ['name', 'publicKeyFile', 'publicKey', 'identityFile']);
  if (!key.ok || !identity.ok || !name.ok || unknown.length > 0) {
    return {
      ok: false,
      problems: [...[key, identity, name].flatMap((part) => (part.ok ? [] : part.problems)), ...unknown],
    };
  }
  return good({
    name: name.value,
    publicKey: key.value.line,
    ...(identity.value === undefined ? {} : { identityFile: identity.value }),
  });
}

/** One entry of `auditors`: a key, or where it is. */
export function readAuditor(value: unknown, files: FileReader): Read<string> {
  if (!isObject(value)) {
    const key = readPublicKey(value);
    return key.ok ? good(key.value.line) : key;
  }
  const key = readKeySource(value, files);
  const unknown = unknownKeys(value, ['publicKeyFile', 'publicKey']);
  if (key.ok && unknown.length === 0) return good(key.value.line);
  return { ok: false, problems: [...(key.ok ? [] : key.problems), ...unknown] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without a name: the key's comment, else something that stays the same when the list is reordered. */
function readName(given: unknown, key: PublicKey | undefined): Read<string> {
  if (given === undefined) {
    const comment = (key?.comment ?? '')
      .replaceAll(/[^\w.@+ -]/g, '')
      .slice(0, 64)
      .trim();
    return good(comment || `operator-${key?.fingerprint.replaceAll(/\W/g, '').slice(6, 12)}`);
  }
  return typeof given === 'string' && /^\w[\w.@+ -]{0,63}$/.test(given)
    ? good(given)
    : below(
        'name',
        bad('is no name: 1 to 64 letters, digits, spaces and any of . _ @ + -', 'for instance "ada@laptop"'),
      );
}

function readIdentity(given: unknown, keyFile: string | undefined, files: FileReader): Read<string | undefined> {
  if (given === undefined) {
    const beside = keyFile?.replace(/\.pub$/, '');
    return good(beside !== undefined && beside !== keyFile && files.exists(beside) ? beside : undefined);
  }
  if (typeof given !== 'string') return below('identityFile', bad('is no path of a private key.'));
  const file = files.resolve(given);
  if (!files.exists(file)) {
    return below(
      'identityFile',
      bad(`does not exist: ${file}.`, 'correct the path, or leave it out if an ssh-agent holds the key', file),
    );
  }
  return file.endsWith('.pub')
    ? below(
        'identityFile',
        bad('is a public key; the private half is wanted here.', `write "${file.slice(0, -4)}"`, file),
      )
    : good(file);
}

function below<T>(field: string, read: Read<T>): Read<T> {
  return read.ok
    ? read
    : { ok: false, problems: read.problems.map((problem) => ({ ...problem, path: [field, ...(problem.path ?? [])] })) };
}
