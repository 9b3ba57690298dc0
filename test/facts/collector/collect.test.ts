import { execFileSync, spawnSync } from 'node:child_process';
import { lchownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FactsDocument, parseDocument } from '../../../facts/collector/parse.ts';
import { collectProgram } from '../../../facts/collector/program.ts';
import type { FileEntry, HostSource, Reading } from '../../../facts/fact.ts';

const python = spawnSync('/usr/bin/python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']);
const isRunnable = python.status === 0;
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** The collector as it is, but with its two places inside a folder of the test's own. */
describe.skipIf(!isRunnable)('collect.py (skipped without Python 3.11 at /usr/bin/python3)', () => {
  const dir = mkdtempSync(join(tmpdir(), 'collector-'));
  const program = join(dir, 'collect');
  const slowFile = join(dir, 'slow.json');
  const text = collectProgram
    .replace("HOME = '/usr/local/libexec/sclerite'", `HOME = '${dir}'`)
    .replace('/var/lib/sclerite/facts/slow.json', slowFile);

  function run(fast: Record<string, HostSource>, slow: Record<string, HostSource> = {}, ...args: string[]): string {
    writeFileSync(join(dir, 'facts.json'), JSON.stringify({ fast, slow }));
    return execFileSync('/usr/bin/python3', ['-IS', program, ...args], { encoding: 'utf8' });
  }
  const take = (fast: Record<string, HostSource>, slow?: Record<string, HostSource>): FactsDocument =>
    parseDocument(run(fast, slow));
  const entryOf = (path: string, how: { content?: boolean; digest?: boolean } = {}): FileEntry => {
    const reading = take({ x: { kind: 'files', paths: [path], ...how } }).readings.x as Extract<
      Reading,
      { kind: 'files' }
    >;
    return reading.entries[0] as FileEntry;
  };

  beforeAll(() => writeFileSync(program, text));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('has both of its places moved by this test', () => {
    expect(text).toContain(`HOME = '${dir}'`);
    expect(text).toContain(`SLOW = '${slowFile}'`);
  });

  it('keeps exit code, both outputs and the time of a command', () => {
    const { now, readings } = take({
      x: { kind: 'command', argv: ['/bin/sh', '-c', 'echo out; echo err >&2; exit 3'] },
    });
    expect(readings.x).toMatchObject({ kind: 'command', exit: 3, stdout: 'out\n', stderr: 'err\n' });
    expect(now - (readings.x?.at ?? 0)).toBeLessThan(30);
  });

  it('ends a command at its time limit, with its children, and says so', () => {
    const { readings } = take({ x: { kind: 'command', argv: ['/bin/sh', '-c', 'sleep 60 & wait'], timeout: 0.2 } });
    expect(readings.x).toMatchObject({ kind: 'command', exit: null });
    expect(readings.x?.ms).toBeLessThan(20_000);
  });

  it('does not wait for a child that hides in a session of its own', () => {
    const begun = performance.now();
    const argv = ['/bin/sh', '-c', 'setsid sleep 20 & wait'];
    const { readings } = take({
      x: { kind: 'command', argv, timeout: 0.2 },
      y: { kind: 'command', argv: ['/bin/true'] },
    });
    expect(readings.x).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('did not end') });
    expect(readings.y).toMatchObject({ kind: 'command', exit: 0 });
    expect(performance.now() - begun).toBeLessThan(15_000);
  });

  it('loses one fact, not all, when a program is not there', () => {
    const { readings } = take({
      missing: { kind: 'command', argv: ['/nowhere/program'] },
      there: { kind: 'command', argv: ['/bin/true'] },
    });
    expect(readings.missing).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('/nowhere/program'),
    });
    expect(readings.there).toMatchObject({ exit: 0 });
  });

  it('gives a file’s mode, size, digest and text only when asked', () => {
    const path = join(dir, 'file');
    writeFileSync(path, 'grün\n', { mode: 0o640 });
    expect(entryOf(path)).toMatchObject({ type: 'file', mode: '0640', size: 6 });
    expect(entryOf(path)).not.toHaveProperty('content');
    expect(entryOf(path, { content: true, digest: true })).toMatchObject({
      content: 'grün\n',
      sha256: execFileSync('sha256sum', [path], { encoding: 'utf8' }).slice(0, 64),
    });
  });

  it('says that a path is absent, and nothing about a pattern that matches nothing', () => {
    expect(entryOf('/nowhere/at/all')).toMatchObject({ type: 'absent', mode: '' });
    expect(entryOf('/nowhere/*')).toBeUndefined();
  });

  it('does not follow a link at the end of a path', () => {
    symlinkSync('/etc/passwd', join(dir, 'link'));
    expect(entryOf(join(dir, 'link'), { content: true })).toMatchObject({ type: 'link', target: '/etc/passwd' });
    expect(entryOf(join(dir, 'link'), { content: true })).not.toHaveProperty('content');
  });

  it('does not follow a link that a user put in the middle of a path', () => {
    mkdirSync(join(dir, 'real'));
    writeFileSync(join(dir, 'real', 'file'), 'secret');
    symlinkSync(join(dir, 'real'), join(dir, 'detour'));
    if (isRoot) lchownSync(join(dir, 'detour'), NOBODY, NOBODY);
    const entry = entryOf(join(dir, 'detour', 'file'), { content: true });
    expect(entry).not.toHaveProperty('content');
    expect(entry.error).toContain('Not a directory');
  });

  it('refuses text that is too long or not UTF-8 instead of cutting it', () => {
    writeFileSync(join(dir, 'long'), 'x'.repeat(300 * 1024));
    writeFileSync(join(dir, 'binary'), Buffer.from([0xff, 0xfe]));
    expect(entryOf(join(dir, 'long'), { content: true }).error).toContain('larger than');
    expect(entryOf(join(dir, 'binary'), { content: true }).error).toContain('utf-8');
  });

  it('takes only the slow facts that are named, and keeps the others as they were', () => {
    const slow = (word: string): Record<string, HostSource> => ({
      one: { kind: 'command', argv: ['/bin/sh', '-c', `cat ${dir}/${word}`] },
      other: { kind: 'command', argv: ['/bin/sh', '-c', `cat ${dir}/${word}`] },
    });
    writeFileSync(join(dir, 'word'), 'first');
    run({}, slow('word'), '--slow');
    writeFileSync(join(dir, 'word'), 'second');
    run({}, slow('word'), '--slow', 'other');
    const { readings } = take({}, slow('word'));
    expect(readings.one).toMatchObject({ kind: 'command', stdout: 'first' });
    expect(readings.other).toMatchObject({ kind: 'command', stdout: 'second' });
    expect(() => run({}, slow('word'), '--slow', 'another')).toThrow(/the slow facts are: one, other/);
    rmSync(slowFile);
  });

  it('says when a slow fact was never taken, and serves it with its time once it was', () => {
    const slow: Record<string, HostSource> = { x: { kind: 'command', argv: ['/bin/echo', 'slow'] } };
    expect(take({}, slow).readings.x).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('not taken yet'),
    });
    run({}, slow, '--slow');
    expect(take({}, slow).readings.x).toMatchObject({ kind: 'command', stdout: 'slow\n' });
  });

  it('does not serve what another version of the manifest took', () => {
    run({}, { x: { kind: 'command', argv: ['/bin/echo', 'old'] } }, '--slow');
    const { readings } = take({}, { x: { kind: 'command', argv: ['/bin/echo', 'new'] } });
    expect(readings.x).toMatchObject({
      kind: 'unreadable',
      because: expect.stringContaining('since the collector changed'),
    });
  });

  it('says that its store is damaged', () => {
    writeFileSync(slowFile, '{"digest');
    const { readings } = take({}, { x: { kind: 'command', argv: ['/bin/true'] } });
    expect(readings.x).toMatchObject({ kind: 'unreadable', because: expect.stringContaining('damaged') });
  });

  it('keeps the store for root alone', () => {
    rmSync(slowFile, { force: true });
    run({}, { x: { kind: 'command', argv: ['/bin/true'] } }, '--slow');
    expect(entryOf(slowFile).mode).toBe('0600');
    expect(JSON.parse(readFileSync(slowFile, 'utf8')).readings.x.exit).toBe(0);
  });
});
