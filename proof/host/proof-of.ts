import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../edges/progress.ts';
import type { Link } from '../../handover/link.ts';
import type { Judged, Output } from '../judge.ts';
import { judged, runHere } from '../run.ts';
import { hostJudges } from './index.ts';
import type { HostJudge, HostSubject, InsideJudge, OutsideJudge } from './judge.ts';

export interface HostProofOptions {
  /** To the server, as its admin. */
  readonly link: Link;
  /** For what the judges write; nobody else's business. */
  readonly folder: string;
  /** Before PATH: where the judges are. */
  readonly path: string;
  readonly progress: Progress;
  /** @default all of them */
  readonly judges?: readonly HostJudge[];
}

/** Every judge of the host, one after the other: two at once would judge each other's load. */
export async function hostProofOf(
  subject: HostSubject,
  { link, folder, path, progress, judges = hostJudges }: HostProofOptions,
): Promise<readonly Judged[]> {
  const all: Judged[] = [];
  for (const judge of judges) {
    progress.step(`${subject.name}: ${judge.tool}: ${judge.asks}`);
    all.push(await (judge.place === 'inside' ? inside(judge, subject, link) : outside(judge, subject, folder, path)));
  }
  return all;
}

function outside(judge: OutsideJudge, subject: HostSubject, folder: string, path: string): Promise<Judged> {
  const own = join(folder, judge.id);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const argv = judge.argv(subject);
  const limits = { path, limitSeconds: judge.limitSeconds, folder: own };
  return judged(judge, argv.join(' '), subject, () => runHere(argv, judge.version, limits));
}

const inside = (judge: InsideJudge, subject: HostSubject, link: Link): Promise<Judged> =>
  judged(judge, judge.command, subject, async () => {
    const timeoutMs = judge.limitSeconds * 1000;
    const { exitCode, stdout, stderr } = await link.root(judge.script(subject), { label: judge.tool, timeoutMs });
    if (exitCode !== 0) throw new Error(`it ended with ${exitCode}: ${stderr.trim().slice(-300)}`);
    const [, version] = /^version: (\S.*)$/m.exec(stdout) ?? [];
    if (version === undefined) throw new Error('it told no version');
    const output: Output = { exitCode, stdout: stdout.slice(stdout.indexOf('\n') + 1), stderr, file: () => '' };
    return { version, output };
  });
