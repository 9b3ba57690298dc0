import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The pure folders of docs/style.md (d): the same input gives the same output, today and from a recording. */
const PURE = ['config', 'policy', 'controls', 'cloud-init', 'facts', 'report', 'openclaw', 'proxy'];

/** Files in a pure folder that are tools or read one text beside them, each with its reason. */
const EXEMPT: Readonly<Record<string, string>> = {
  'facts/collector/program.ts':
    'reads the two programs beside it, once, at import: better kept in files of their own language',
  'proxy/program.ts': 'reads the program beside it, once, at import, as the collector does',
  'report/html/_assets.ts': 'reads the style and the script of the page beside it, once, as the collector does',
  'openclaw/_build-script.ts': 'holds a program for the server in a string, and that one reads its environment',
  'openclaw/update-release.ts': 'a tool that makes the lock again, imported by nothing',
};

const sources = (folder: string) =>
  globSync(`${folder}/**/*.ts`, { cwd: root })
    .filter((path) => !path.includes('node_modules'))
    .sort();

/** What a file imports, statically or not, types left out: they leave nothing at run time. */
function importsOf(path: string): readonly string[] {
  const text = code(path);
  const found = [
    ...text.matchAll(/^\s*(?:import|export)\s+(?!type\b)[^;]*?\bfrom\s+'([^']+)'/gm),
    ...text.matchAll(/^\s*import\s+'([^']+)'/gm),
    ...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g),
  ];
  return found.map((match) => match[1] as string);
}

/** The file without comments, so that a sentence about Date.now() is not taken for a call. */
const code = (path: string) =>
  readFileSync(root + path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');

const folderOf = (path: string, specifier: string) =>
  new URL(specifier, `file:///${path}`).pathname.slice(1).split('/')[0] ?? '';

const pureFiles = PURE.flatMap(sources).filter((path) => EXEMPT[path] === undefined);

describe('pure folders', () => {
  it('are where the rule thinks they are', () => {
    expect(pureFiles.length).toBeGreaterThan(100);
    for (const path of Object.keys(EXEMPT)) expect(sources(path.slice(0, path.indexOf('/')))).toContain(path);
  });

  it.each(pureFiles)('%s touches neither the machine nor the clock', (path) => {
    const impure = /^(node:)?(fs|fs\/promises|child_process|net|http|https|http2|dgram|dns|tls|worker_threads)$/;
    const forbidden = importsOf(path).filter(
      (name) => impure.test(name) || /^(cdktf|constructs|ssh2|node-ssh)(\/|$)/.test(name),
    );
    expect(
      forbidden,
      `move what needs them to edges/ (the machine) or stacks/ (cdktf) and pass its result into ${path}`,
    ).toEqual([]);
    const calls = code(path).match(/\bDate\.now\(|\bnew Date\(\)|\bprocess\.env\b|\bMath\.random\(/g) ?? [];
    expect(calls, `pass the time or the setting into ${path}: "now" is a fact like any other`).toEqual([]);
  });

  it.each(pureFiles)('%s imports pure folders only', (path) => {
    const outside = importsOf(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => folderOf(path, name))
      .filter((folder) => !PURE.includes(folder));
    expect(outside, `imports point down: let ${path} take what it needs as an argument`).toEqual([]);
  });
});

describe('cdktf', () => {
  const everywhere = ['stacks', 'edges', 'scripts', 'handover', 'verify', 'lab', 'bench', 'toolchain'].flatMap(sources);

  it.each([...everywhere, 'main.ts'].filter((path) => path !== 'stacks/cdktf.ts'))(
    '%s does not import it by name',
    (path) => {
      const direct = importsOf(path).filter((name) => name === 'cdktf' || name.startsWith('cdktf/'));
      expect(direct, `import it from stacks/cdktf.ts: the one line that changes when cdktn takes its place`).toEqual(
        [],
      );
    },
  );
});

describe('lab/', () => {
  it.each(sources('lab'))('%s stands alone', (path) => {
    const ours = importsOf(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => folderOf(path, name))
      .filter(
        (folder) => folder === 'stacks' || folder === 'edges' || folder === 'controls' || folder === 'cloud-init',
      );
    expect(ours, 'a mistake that the lab shared with the kit would test itself: write it again in lab/').toEqual([]);
  });
});
