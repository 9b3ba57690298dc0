import { describe, expect, it } from 'vitest';
import { printable } from '../../policy/printable.ts';
import { FORMATS } from '../../report/formats.ts';
import { script, style } from '../../report/html/_assets.ts';
import type { Report } from '../../report/report.ts';
import { example, green } from './_example.ts';

const fixture = (name: string) => new URL(`../fixtures/reports/${name}`, import.meta.url).pathname;

/** The page without its own style and script: those are files, and reviewed as such. */
const withoutAssets = (text: string) =>
  text
    .replace(style.text, 'page.css')
    .replace(script.text, 'page.js')
    .replace(/sha256-[\w+/=]+/g, 'sha256-…');

describe.each<[string, Report]>([
  ['all', example],
  ['green', green],
])('%s: the expected text (to accept another: npx vitest run test/report/golden.test.ts -u)', (name, report) => {
  it.each(Object.entries(FORMATS))('%s', async (_, { file, load }) => {
    const text = (await load())(report);
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
    await expect(withoutAssets(text)).toMatchFileSnapshot(fixture(file.replace('report', name)));
  });
});

it.each(Object.entries(FORMATS))('%s says the same twice', async (_, { load }) => {
  const render = await load();
  expect(render(example)).toBe(render(structuredClone(example)));
});

it.each(Object.entries(FORMATS))('%s holds nothing that a terminal would obey', async (_, { load }) => {
  const text = (await load())(example);
  expect(printable(text)).toBe(text);
});
