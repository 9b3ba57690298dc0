import { randomBytes } from 'node:crypto';
import type { Secret } from './secret.ts';
import type { RunOptions, RunResult, Session } from './ssh.ts';
import { sudoRefused } from './ssh-failure.ts';

export interface RootOptions extends Pick<RunOptions, 'input' | 'timeoutMs' | 'onLine'> {
  /** How the script is called in errors. */
  readonly label: string;
}

/** A session that can become root. */
export interface RootShell {
  readonly session: Session;
  /** undefined: no password is set yet, and the bootstrap rule lets the admin through. */
  readonly password?: Secret | undefined;
}

/**
 * Runs a bash script as root. Its standard input is `input` and nothing else.
 *
 * One framing serves before and after the bootstrap rule is gone: sudo reads the password line only when it wants one, so
 * whatever stands before the mark is skipped, then the script is taken by its length, and the rest is its input. Password,
 * script and input all travel on standard input: none of them is ever an argument that `ps` shows.
 *
 * @throws E_SUDO_REFUSED when root was not reached; a script that ends with another code than 0 is a result.
 */
export async function asRoot(shell: RootShell, script: string, options: RootOptions): Promise<RunResult> {
  const mark = `sclerite-${randomBytes(12).toString('hex')}`;
  const text = Buffer.from(`${script}\n`);
  const frame = [
    `while IFS= read -r line; do [ "$line" = ${mark} ] && break; done`,
    `printf '%s\\n' ${mark} >&2`,
    `script=$(head -c ${text.length}; printf .)`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    'eval "${script%.}"',
  ].join('; ');
  const sudo = shell.password === undefined ? 'sudo -n' : "sudo -k -S -p ''";
  const { onLine, timeoutMs } = options;
  const result = await shell.session.run(`${sudo} -- /bin/bash -c ${quote(frame)}`, {
    label: options.label,
    input: Buffer.concat([
      Buffer.from(shell.password === undefined ? '' : `${shell.password.reveal()}\n`),
      Buffer.from(`${mark}\n`),
      text,
      Buffer.from(options.input ?? ''),
    ]),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(onLine === undefined ? {} : { onLine: (line) => line !== mark && onLine(line) }),
  });
  const at = result.stderr.indexOf(`${mark}\n`);
  if (at === -1) throw sudoRefused(shell.session.target, result.stderr, shell.password !== undefined);
  return { ...result, stderr: result.stderr.slice(at + mark.length + 1) };
}

/** One word for a shell. */
export function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
