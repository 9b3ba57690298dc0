/**
 * Node 22 takes the types out of every .ts file anew at every start: its compile cache keeps V8's code, not the JavaScript it
 * was made from, and the program that strips (a WebAssembly module) costs 35 ms before its first line. `./sclerite` preloads
 * this file with `--import`, and what was stripped once is kept in .toolchain/stripped, beside the size and the time of its
 * source. Goes when Node keeps it itself (22.23 does not).
 *
 * Plain JavaScript, because it is what makes TypeScript start fast.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(import.meta.dirname, '..');
const kept = join(root, '.toolchain', 'stripped', process.version);
/** Files that root makes in somebody else's checkout could not be replaced by their owner later. */
const mayKeep = process.getuid === undefined || process.getuid() === statSync(root).uid;

/** @param {string} path @returns {string} */
function javaScriptOf(path) {
  const { mtimeMs, size } = statSync(path);
  // At the end, so that lines and columns stay those of the source.
  const stamp = `\n//${size} ${mtimeMs}\n`;
  const copy = join(kept, `${path}.js`);
  try {
    const text = readFileSync(copy, 'utf8');
    if (text.endsWith(stamp)) return text;
  } catch {
    // Not kept yet, or out of reach: stripping it again is always right.
  }
  const text = stripTypeScriptTypes(readFileSync(path, 'utf8')) + stamp;
  if (mayKeep) keep(copy, text);
  return text;
}

/** By one rename, so that whoever starts at the same time reads all of it or nothing. @param {string} copy @param {string} text */
function keep(copy, text) {
  try {
    mkdirSync(dirname(copy), { recursive: true });
    const partial = `${copy}.${process.pid}`;
    writeFileSync(partial, text);
    renameSync(partial, copy);
  } catch {
    // A full disk or a read-only checkout: slower, and no reason not to run.
  }
}

registerHooks({
  load(url, context, next) {
    if (context.format !== 'module-typescript' || !url.startsWith('file:')) return next(url, context);
    let source;
    try {
      source = javaScriptOf(fileURLToPath(url));
    } catch {
      return next(url, context); // Node says what is wrong with it, and where.
    }
    return { format: 'module', source, shortCircuit: true };
  },
});
