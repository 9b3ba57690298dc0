import type { Judged } from './judge.ts';

/** One run, as the page tells it. */
export interface ProofRun {
  /** `2026-11-23` */
  readonly day: string;
  readonly kit: string;
  /** Each server with its image and exposure, in words. */
  readonly servers: readonly { readonly name: string; readonly what: string; readonly judged: readonly Judged[] }[];
}

const WORDS = { clean: 'nothing found', findings: 'FOUND', 'did-not-judge': 'DID NOT JUDGE' } as const;

/** docs/proof.md. Pure: the same run gives the same page. */
export function proofPage({ day, kit, servers }: ProofRun): string {
  return [
    '# What others say',
    '',
    `Programs that nobody here wrote, run on ${day} against servers that this kit (${kit}) deployed in its lab: Debian 13 in a`,
    'container, behind the emulated cloud firewall, with a certificate of the lab’s own CA. Written by `./sclerite proof`, never by',
    'hand: run it again and compare.',
    '',
    ...servers.flatMap(({ name, what, judged }) => [
      `## ${name}: ${what}`,
      '',
      '| judge | version | asks | verdict | in its words | seconds |',
      '| --- | --- | --- | --- | --- | --- |',
      ...judged.map(
        ({ tool, version, asks, outcome, summary, seconds }) =>
          `| ${cell(tool)} | ${cell(version)} | ${cell(asks)} | ${WORDS[outcome]} | ${cell(summary)} | ${seconds.toFixed(0)} |`,
      ),
      '',
      ...judged.flatMap(({ tool, findings }) =>
        findings.length === 0
          ? []
          : [`What ${tool} found:`, '', ...findings.map((finding) => `- ${cell(finding)}`), ''],
      ),
      ...judged.flatMap(({ tool, accepted = [] }) =>
        accepted.length === 0
          ? []
          : [`What ${tool} also said, and why it stays so:`, '', ...accepted.map((text) => `- ${cell(text)}`), ''],
      ),
      'The commands:',
      '',
      '```',
      ...judged.map(({ command }) => command),
      '```',
      '',
    ]),
  ].join('\n');
}

/** Text of other programs inside a table: no column and no line of theirs. */
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
