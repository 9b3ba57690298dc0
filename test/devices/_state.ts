import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Probe } from '../../devices/files.ts';
import type { Issued } from '../../devices/index-file.ts';
import { issueDevice } from '../../devices/issue.ts';
import { openState, type State } from '../../edges/state-dir.ts';

export const NOW = new Date('2026-05-04T10:00:00Z');
export const daysAfter = (days: number, from = NOW) => new Date(from.getTime() + days * 24 * 60 * 60 * 1000);

/** A directory that is gone when the test ends. */
export function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'devices-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The state of a project `demo`, empty. */
export const emptyState = (): State => openState(scratch(), 'demo');

export async function issue(state: State, name: string, now = NOW, days = 90, renew = false) {
  let kept: { readonly probe: Probe; readonly record: Issued } | undefined;
  await issueDevice(state, { name, days, renew }, now, async (made) => {
    kept = made;
  });
  if (kept === undefined) throw new Error('nothing was delivered');
  return kept;
}

/** undefined: it is not installed here. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

/** Standard output; with what it complained about when it fails. */
export function output(command: string, args: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', input });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
  return stdout;
}

/** What OpenSSL thinks of a certificate at a moment, with the list, as strictly as it can: 'OK' or its complaint. */
export function judged(files: { cert: string; ca: string; crl: string }, at: Date): string {
  const { status, stdout, stderr } = spawnSync(
    'openssl',
    [
      'verify',
      '-x509_strict',
      '-crl_check_all',
      ...['-purpose', 'sslclient', '-attime', String(at.getTime() / 1000)],
      ...['-CAfile', files.ca, '-CRLfile', files.crl, files.cert],
    ],
    { encoding: 'utf8' },
  );
  if (status === 0) return 'OK';
  return /lookup: (.*)/.exec(stdout + stderr)?.[1] ?? `${stdout}${stderr}`;
}
