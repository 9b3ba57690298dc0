import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { KitError } from '../../policy/errors.ts';
import { takeLock } from '../../toolchain/lock.ts';

let directory: string;
let path: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sclerite-lock-'));
  path = join(directory, 'deep', 'cdktf.out.lock');
});

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

/** Another process that has the lock when the promise resolves, and keeps it until it dies. */
async function otherHolder(): Promise<ChildProcess> {
  const module = join(import.meta.dirname, '../../toolchain/lock.ts');
  const program = `import { takeLock } from ${JSON.stringify(module)};
    takeLock(${JSON.stringify(path)}, 'It is the other one.\\u001b[2J'); console.log('held'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child;
}

it('refuses the second holder and says who the first one is, escaped', async () => {
  await otherHolder();
  try {
    takeLock(path, 'me');
    expect.unreachable('the lock was given twice');
  } catch (error) {
    expect(error).toBeInstanceOf(KitError);
    expect(error).toMatchObject({ code: 'E_BUSY', exitCode: 1 });
    expect((error as KitError).why).toContain('It is the other one.\\x1b[2J');
  }
});

it('is free again when its holder was killed', async () => {
  const child = await otherHolder();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  takeLock(path, 'me').release();
});

it('lasts as long as a child that was given it', async () => {
  const lock = takeLock(path, 'me');
  const child = spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore', lock.descriptor] });
  children.push(child);
  await new Promise((resolve) => child.once('spawn', resolve));
  lock.release();
  expect(() => takeLock(path, 'second')).toThrow('Another run is at work');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  takeLock(path, 'second').release();
});

it('can be taken again after its release', () => {
  takeLock(path, 'first').release();
  takeLock(path, 'second').release();
});
