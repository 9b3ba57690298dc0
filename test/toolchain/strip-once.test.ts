import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let checkout: string;
let program: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'sclerite strip%41 #'));
  mkdirSync(join(checkout, 'toolchain'));
  copyFileSync(join(import.meta.dirname, '../../toolchain/strip-once.mjs'), join(checkout, 'toolchain/strip-once.mjs'));
  writeFileSync(join(checkout, 'package.json'), '{ "type": "module" }');
  program = join(checkout, 'program.ts');
});

afterEach(() => rmSync(checkout, { recursive: true }));

/** The program's output, run as the wrapper runs it. */
function run(): string {
  const hook = join(checkout, 'toolchain/strip-once.mjs');
  const words = ['--disable-warning=ExperimentalWarning', '--require', hook, program];
  return execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

const keptFile = () => join(checkout, '.toolchain/stripped', process.version, `${program}.js`);

describe('JavaScript that is kept', () => {
  it('is what Node makes of the source, line for line', () => {
    writeFileSync(program, 'const word: string = "one";\n\nconsole.log(word, new Error().stack?.split("\\n")[1]);\n');
    expect(run()).toMatch(/^one .*program\.ts:3:19/);
    expect(readFileSync(keptFile(), 'utf8')).not.toContain(': string');
    expect(run()).toMatch(/^one .*program\.ts:3:19/);
  });

  it('is made anew when the source changes, also when its size stays', () => {
    writeFileSync(program, 'console.log("one" as string);\n');
    expect(run()).toBe('one\n');
    writeFileSync(program, 'console.log("two" as string);\n');
    utimesSync(program, new Date(), new Date(Date.now() + 5_000));
    expect(run()).toBe('two\n');
  });

  it('is really what runs', () => {
    writeFileSync(program, 'console.log("one" as string);\n');
    run();
    const kept = readFileSync(keptFile(), 'utf8');
    writeFileSync(keptFile(), kept.replace('one', 'two'));
    expect(run()).toBe('two\n');
  });

  it('is made again when it was cut short', () => {
    writeFileSync(program, 'console.log("one" as string);\n');
    run();
    writeFileSync(keptFile(), readFileSync(keptFile(), 'utf8').slice(0, 10));
    expect(run()).toBe('one\n');
  });
});

it('runs where nothing can be kept', () => {
  writeFileSync(program, 'console.log("one" as string);\n');
  // A file in the way stops root as well, which a mode would not.
  writeFileSync(join(checkout, '.toolchain'), '');
  chmodSync(join(checkout, '.toolchain'), 0o400);
  expect(run()).toBe('one\n');
  expect(existsSync(keptFile())).toBe(false);
});

it('says what is wrong with a source as Node does', () => {
  writeFileSync(program, 'enum Color { Red }\n');
  expect(() =>
    execFileSync(process.execPath, ['--require', join(checkout, 'toolchain/strip-once.mjs'), program], {
      encoding: 'utf8',
      stdio: 'pipe',
    }),
  ).toThrow(/program\.ts:1\n[\s\S]*TypeScript enum is not supported in strip-only mode/);
});
