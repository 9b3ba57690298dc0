import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '../../toolchain/run.ts';

let directory: string;
let output: PassThrough;
let shown: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sclerite-run-'));
  output = new PassThrough();
  shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
});

afterEach(() => rmSync(directory, { recursive: true }));

function bash(script: string) {
  return run({ argv: ['bash', '-c', script], cwd: directory, env: process.env, output });
}

/** Resolves once the program has said this word. */
function said(word: string): Promise<void> {
  return new Promise((resolve) => {
    output.on('data', () => {
      if (shown.includes(word)) resolve();
    });
  });
}

it('shows and keeps what the program says, and returns its exit code', async () => {
  expect(await bash('echo to stdout; exit 7')).toEqual({ exitCode: 7, text: 'to stdout\n' });
  expect(shown).toBe('to stdout\n');
});

it('gives it no standard input to wait for', async () => {
  expect(await bash('cat; echo done')).toMatchObject({ exitCode: 0, text: 'done\n' });
});

it('says so when the program cannot be started', async () => {
  const nothing = run({ argv: [join(directory, 'nothing')], cwd: directory, env: {}, output });
  await expect(nothing).rejects.toMatchObject({ code: 'E_SPAWN', exitCode: 1 });
});

it('hands Ctrl-C to the Terraform below, waits until all have ended, and ends with 130', async () => {
  // A program may rename itself (proc(5), comm): this one calls itself terraform.
  const terraform = 'trap "sleep 0.2; echo state written; exit 1" INT; echo applying; while :; do sleep 0.1; done';
  writeFileSync(join(directory, 'body'), terraform);
  const inner = "bash -c 'printf terraform >/proc/self/comm; . ./body'";
  const running = bash(`trap "echo must not happen" INT; ${inner}; echo after`);
  await said('applying');
  process.emit('SIGINT');
  await expect(running).rejects.toMatchObject({ code: 'E_INTERRUPTED', exitCode: 130 });
  expect(shown).toBe('applying\nstate written\nafter\n');
});

it('hands Ctrl-C to the whole group when no Terraform runs', async () => {
  const running = bash('trap "echo asked; exit 0" INT; echo waiting; while :; do sleep 0.1; done');
  await said('waiting');
  process.emit('SIGTERM');
  await expect(running).rejects.toMatchObject({ code: 'E_INTERRUPTED' });
  expect(shown).toContain('asked');
});
