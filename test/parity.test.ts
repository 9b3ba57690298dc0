import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Control } from '../controls/control.ts';
import { controls } from '../controls/index.ts';
import { facts } from '../facts/index.ts';
import { withoutOwnKernel } from '../policy/own-kernel.ts';
import { CONTROLS_PAGE, controlsPage, HOW_TO_WRITE } from '../scripts/docs.ts';
import type { Sabotage } from './sabotage/sabotage.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `<area>/<name>` of every file that holds something, helpers (`_…`) and indexes left out. */
const named = (folder: string, ending: string) =>
  globSync(`${folder}/*/*${ending}`, { cwd: root })
    .map((path) => path.slice(folder.length + 1, -ending.length))
    .filter((path) => !path.includes('/_') && !path.endsWith('/index'))
    .sort();

const controlFiles = named('controls', '.ts');
const idOf = (path: string) => path.replace('/', '.');

describe.each(controlFiles)('controls/%s.ts', (path) => {
  it('is named after its id', async () => {
    const { default: control } = (await import(`${root}controls/${path}.ts`)) as { default: Control };
    expect(control.id, `write id: '${idOf(path)}' into controls/${path}.ts, or move the file`).toBe(idOf(path));
  });

  it('is in the index of its area', () => {
    const area = path.slice(0, path.indexOf('/'));
    const listed = controls.some(({ id }) => id === idOf(path));
    expect(listed, `add controls/${path}.ts to controls/${area}/index.ts (and the area to controls/index.ts)`).toBe(
      true,
    );
  });

  it('has a table of verdicts with a row for each of the three', () => {
    const test = `test/controls/${path}.test.ts`;
    expect(existsSync(root + test), `add ${test}: a table with pass, fail and cannot-tell rows`).toBe(true);
    const text = readFileSync(root + test, 'utf8');
    for (const verdict of ['pass', 'fail', 'cannot-tell']) {
      expect(text, `add a row to ${test} that ends in ${verdict}`).toContain(`'${verdict}'`);
    }
  });

  it('has a sabotage of its own', async () => {
    const file = `test/sabotage/${path}.ts`;
    expect(existsSync(root + file), `add ${file}: one act that turns ${idOf(path)}, and nothing else, to fail`).toBe(
      true,
    );
    const { default: sabotage } = (await import(root + file)) as { default: Sabotage };
    expect(sabotage.control, `write control: '${idOf(path)}' into ${file}`).toBe(idOf(path));
    const isKernels = withoutOwnKernel.some((accepted) => accepted.control === idOf(path));
    expect(sabotage.needs, `${file} needs 'own-kernel' exactly when the control cannot tell in a container`).toBe(
      isKernels ? 'own-kernel' : undefined,
    );
  });
});

describe('what belongs to no control any more', () => {
  it.each([
    ['test/controls', '.test.ts'],
    ['test/sabotage', '.ts'],
  ])('%s holds nothing without a control', (folder, ending) => {
    const orphans = named(folder, ending).filter((path) => !controlFiles.includes(path));
    expect(orphans, `remove them from ${folder}, or add their controls`).toEqual([]);
  });

  it('facts/ holds no fact that is not in its index', () => {
    const names = Object.keys(facts).map((id) => `${id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.ts`);
    const files = globSync('*.ts', { cwd: `${root}facts` }).filter((name) => !/^(_|fact\.ts$|index\.ts$)/.test(name));
    expect(files.sort(), 'name the file after the fact in kebab-case, and list it in facts/index.ts').toEqual(
      names.sort(),
    );
  });
});

it('no two controls share an id', () => {
  const ids = controls.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it('docs/controls.md is up to date', () => {
  const written = existsSync(CONTROLS_PAGE) ? readFileSync(CONTROLS_PAGE, 'utf8') : '';
  expect(written, `write it again: ${HOW_TO_WRITE}`).toBe(controlsPage(controls));
});
