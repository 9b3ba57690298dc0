import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { KitError } from '../policy/errors.ts';

export { stateRoot } from './state-root.ts';

/**
 * The project's own directory on the operator's machine, `<root>/.sclerite/<project>/`, 0700:
 *
 *     terraform.tfstate
 *     caller.json                              the addresses this machine was last seen with
 *     servers/<name>/server.json               {serverId, ipv4, ipv6, image}
 *     servers/<name>/known-hosts.json          pinned host keys
 *     servers/<name>/baseline.json             digest of the server's baseline
 *     servers/<name>/user-data                 what the next birth gets
 *     servers/<name>/bootstrap-host-key[.pub]  throwaway; gone after handover
 *     secrets/<server>/<name>
 *
 * Every write is atomic and 0600; nothing is ever overwritten because it could not be read.
 */
export interface State {
  /** Absolute. */
  readonly dir: string;
  /** Absolute path of `servers/<name>`, made 0700 when it is missing. */
  serverDir(name: string): string;
  /** Absolute path of something below `dir`; its directory is made 0700. */
  path(relative: string): string;
  /** undefined: there is no such file. @throws E_STATE_READ */
  readText(relative: string): string | undefined;
  /** undefined: there is no such file. @throws E_STATE_DAMAGED when it is no JSON or does not fit the schema. */
  readJson<T>(relative: string, schema: JsonSchema<T>): T | undefined;
  /** Atomic, 0600. @throws E_STATE_WRITE */
  writeText(relative: string, text: string): void;
  /** Atomic, 0600, indented. @throws E_STATE_WRITE */
  writeJson(relative: string, value: unknown): void;
  /** A file or a whole directory; missing is fine. */
  remove(relative: string): void;
}

/** What a zod schema offers, and all that is needed of it here. */
export interface JsonSchema<T> {
  safeParse(
    value: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}

/**
 * Opens, and makes where it is missing, the state of one project.
 *
 * @throws E_STATE_OWNER, E_STATE_WRITE
 */
export function openState(root: string, project: string): State {
  const home = join(root, '.sclerite');
  const dir = join(home, project);
  makeHome(home);
  makePrivate(dir);
  secure(dir);

  const inside = (relative: string): string => {
    const absolute = resolve(dir, relative);
    if (absolute !== dir && !absolute.startsWith(dir + sep)) throw new Error(`${relative} leaves ${dir}`);
    return absolute;
  };
  const path = (relative: string): string => {
    const absolute = inside(relative);
    makePrivate(dirname(absolute));
    return absolute;
  };
  const readText = (relative: string): string | undefined => {
    const absolute = inside(relative);
    try {
      return readFileSync(absolute, 'utf8');
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return undefined;
      throw new KitError({
        code: 'E_STATE_READ',
        what: `Cannot read ${absolute}.`,
        why: words(cause),
        next: `look at its owner and mode: ls -l ${absolute}`,
        cause,
      });
    }
  };
  const writeText = (relative: string, text: string): void => atomicWrite(path(relative), text, 0o600);

  return {
    dir,
    path,
    readText,
    writeText,
    serverDir(name) {
      const absolute = join(dir, 'servers', name);
      makePrivate(absolute);
      return absolute;
    },
    readJson(relative, schema) {
      const text = readText(relative);
      return text === undefined ? undefined : parseState(inside(relative), text, schema);
    },
    writeJson: (relative, value) => writeText(relative, `${JSON.stringify(value, null, 2)}\n`),
    remove: (relative) => rmSync(inside(relative), { recursive: true, force: true }),
  };
}

/** The whole text or nothing of it, also when the power fails. @throws E_STATE_WRITE */
export function atomicWrite(path: string, text: string, mode: number): void {
  try {
    writeFileAtomic.sync(path, text, { mode });
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

function parseState<T>(path: string, text: string, schema: JsonSchema<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, `it is not JSON: ${words(cause)}`, cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path: at, message }) => `${at.length === 0 ? '(whole file)' : at.join('.')}: ${message}`,
  );
  throw damaged(path, issues.join('; '));
}

function damaged(path: string, why: string, cause?: unknown): KitError {
  return new KitError({
    code: 'E_STATE_DAMAGED',
    what: `The state file ${path} is damaged. It was left as it is.`,
    why,
    next: `put it back from a backup, or move it away (mv ${path} ${path}.damaged) and run the command again: what can be found out anew will be.`,
    cause,
  });
}

/**
 * `.sclerite` itself holds no secret and belongs to whoever owns the checkout: a `lab up` as root must not keep that user
 * from a project of their own beside the lab's.
 */
function makeHome(home: string): void {
  if (statOf(home)) return;
  try {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    const owner = statSync(dirname(home));
    if (process.getuid?.() === 0 && owner.uid !== 0) chownSync(home, owner.uid, owner.gid);
  } catch (cause) {
    throw cannotWrite(home, cause);
  }
}

function makePrivate(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw cannotWrite(dir, cause);
  }
}

/** Ours and nobody else's: a wider mode is narrowed, another owner is refused. */
function secure(dir: string): void {
  const found = statOf(dir);
  const uid = process.getuid?.();
  if (!found?.isDirectory()) {
    throw new KitError({
      code: 'E_STATE_OWNER',
      what: `${dir} is not a directory.`,
      why: 'the secrets of this project live there, so a link or a file in its place is not followed',
      next: 'move it away and run the command again.',
    });
  }
  if (uid !== undefined && found.uid !== uid) {
    throw new KitError({
      code: 'E_STATE_OWNER',
      what: `${dir} belongs to user ${found.uid}, and this is user ${uid}.`,
      why: 'files written by two users would lock one of them out of the secrets',
      next:
        found.uid === 0
          ? 'run the command with sudo, as it was run first.'
          : `run the command as its owner, or hand it over: sudo chown -R ${uid} ${dir}`,
    });
  }
  if ((found.mode & 0o077) !== 0) chmodSync(dir, 0o700);
}

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function cannotWrite(path: string, cause: unknown): KitError {
  const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(cause));
  return new KitError({
    code: 'E_STATE_WRITE',
    what: `Cannot write ${path}.`,
    why: isFull ? `the disk or its quota is full (${words(cause)}); what was there before is untouched` : words(cause),
    next: isFull
      ? 'free some space (df -h shows how much there is) and run the command again.'
      : `see who owns the directory: ls -ld ${dirname(path)}`,
    cause,
  });
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException | undefined)?.code ?? '';
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
