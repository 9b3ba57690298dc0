import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FORMATS } from '../../report/formats.ts';
import { json } from '../../report/json.ts';
import { formatsOf, publish } from '../../scripts/_publish.ts';
import { green } from '../report/_example.ts';

describe('the formats of --format', () => {
  it.each([
    { when: 'one, to stdout', words: ['junit'], directory: undefined, then: ['junit'] },
    { when: 'one, twice', words: ['md', 'md'], directory: undefined, then: ['md'] },
    { when: 'several, to a directory', words: ['human', 'sarif'], directory: 'reports', then: ['human', 'sarif'] },
  ])('are taken: $when', ({ words, directory, then }) => {
    expect(formatsOf(words, directory)).toEqual(then);
  });

  it.each([
    { when: 'an unknown one', words: ['json', 'xml'], directory: 'reports', what: /no report format "xml"/ },
    {
      when: 'the name of something every object has',
      words: ['constructor'],
      directory: undefined,
      what: /"constructor"/,
    },
    { when: 'none', words: [], directory: undefined, what: /names no format/ },
    {
      when: 'several for one stdout',
      words: ['human', 'json'],
      directory: undefined,
      what: /2 formats .* need a directory/,
    },
    { when: 'a directory without a name', words: ['human', 'json'], directory: '', what: /need a directory/ },
  ])('are refused with 64: $when', ({ words, directory, what }) => {
    expect(() => formatsOf(words, directory)).toThrow(
      expect.objectContaining({
        exitCode: 64,
        message: expect.stringMatching(what),
        next: expect.stringContaining('--output'),
      }),
    );
  });
});

describe('publishing', () => {
  const root = mkdtempSync(join(tmpdir(), 'sclerite-publish-'));
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const written = (stream: typeof stdout) => stream.mock.calls.map(([text]) => text).join('');

  beforeEach(() => {
    stdout.mockClear();
    stderr.mockClear();
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('prints one report and nothing else', async () => {
    await publish(green, ['json'], undefined, false);
    expect(written(stdout)).toBe(json(green));
    expect(written(stderr)).toBe('');
  });

  it('writes each format under its own name, into a directory that it makes, and says so beside stdout', async () => {
    const directory = join(root, 'a', 'b');
    await publish(green, Object.keys(FORMATS), directory, false);
    expect(readdirSync(directory).sort()).toEqual([
      'report.html',
      'report.json',
      'report.junit.xml',
      'report.md',
      'report.sarif',
      'report.txt',
    ]);
    expect(readFileSync(join(directory, 'report.json'), 'utf8')).toBe(json(green));
    expect(statSync(join(directory, 'report.html')).mode & 0o777).toBe(0o644);
    expect(written(stdout)).toBe('');
    expect(written(stderr)).toContain(join(directory, 'report.junit.xml'));
  });
});
