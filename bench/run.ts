/**
 * Every figure that the docs quote, each beside what it may be at most. Whole processes, medians, one machine, one hour:
 * `npm run bench`. Needs root (labs are raised) and about ten minutes; writes docs/bench.md. `npm run bench -- exposure` measures
 * what a public name costs, tells it, and writes nothing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { OwnLab, runProcess, sclerite } from '../test/own-lab.ts';
import { createToLogin } from './create-to-login.ts';
import { measureExposure } from './exposure.ts';
import { measureHardening } from './hardening.ts';
import { median, times } from './measure.ts';

interface Row {
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  /** Undefined: only told. */
  readonly limit?: number;
  readonly atLeast?: boolean;
}

const root = join(import.meta.dirname, '..');
const node = join(root, 'node_modules/.bin/node');
const rows: Row[] = [];

function tell(row: Row): void {
  rows.push(row);
  process.stderr.write(
    `${row.what}: ${row.figure} ${row.unit}${row.limit === undefined ? '' : ` (limit ${row.limit})`}\n`,
  );
}

function isMissed({ figure, limit, atLeast }: Row): boolean {
  return limit !== undefined && (atLeast ? figure < limit : figure > limit);
}
const rounded = (figure: number) => Math.round(figure * 1000) / 1000;
const seconds = (what: string, figures: readonly number[], limit?: number) =>
  tell({ what, figure: rounded(median(figures)), unit: 's', ...(limit === undefined ? {} : { limit }) });

/** What a public name costs: in time to deploy, to the first byte, and to a device's certificate. */
async function tellExposure(): Promise<void> {
  const { tunnelSeconds, tlsSeconds, firstByte, issueSeconds } = await measureExposure();
  tell({ what: 'deploy of a new server behind a tunnel, once', figure: rounded(tunnelSeconds), unit: 's' });
  tell({ what: 'the same with a certificate and a public name, once', figure: rounded(tlsSeconds), unit: 's' });
  const more = rounded(tlsSeconds - tunnelSeconds);
  tell({ what: 'what the public name adds to the deploy', figure: more, unit: 's', limit: 15 });
  const limits = { 'once connected': 1.3, 'kept alive': undefined, 'from nothing': undefined } as const;
  for (const [kind, limit] of Object.entries(limits) as [keyof typeof limits, number | undefined][]) {
    const { nginx, gateway } = firstByte[kind];
    tell({ what: `first byte through nginx, ${MEANING[kind]}`, figure: rounded(nginx), unit: 'ms' });
    tell({ what: `first byte of the gateway itself, ${MEANING[kind]}`, figure: rounded(gateway), unit: 'ms' });
    const what = `first byte through nginx in units of the gateway itself, ${MEANING[kind]}`;
    tell({ what, figure: rounded(nginx / gateway), unit: '×', ...(limit === undefined ? {} : { limit }) });
  }
  seconds('`device issue`, as a whole process', [issueSeconds], 1);
}

/** What `verify` and `converge` cost beside others that look at the same server. */
async function tellHardening(lab: OwnLab): Promise<void> {
  const { verify, lynis, testinfra, converge, collectorCpu } = await measureHardening(lab);
  const ratio = (what: string, figure: number, limit: number, atLeast = false) =>
    tell({ what, figure: rounded(figure), unit: '×', limit, atLeast });
  seconds('Lynis on the same server, without SSH', [lynis]);
  ratio('Lynis in units of `verify`', lynis / verify, 15, true);
  seconds('pytest-testinfra over SSH (paramiko), 30 checks', [testinfra]);
  ratio('pytest-testinfra in units of `verify`', testinfra / verify, 10, true);
  seconds('`converge` with nothing to do, as a whole process', [converge]);
  ratio('`converge` with nothing to do in units of `verify`', converge / verify, 2);
  seconds('CPU time of the collector on the server, one run', [collectorCpu], 0.5);
}

const MEANING = {
  'once connected': 'a WebSocket, from the end of the handshake (without TLS: of the connection)',
  'kept alive': 'a page over a connection that has served one before',
  'from nothing': 'a WebSocket, connection and handshake included',
} as const;

if (process.argv[2] === 'exposure') {
  await tellExposure();
  process.exit(rows.some(isMissed) ? 2 : 0);
}

const lab = new OwnLab('scbench', '198.19.128.0/20');
try {
  seconds('`lab up`, warm caches, from nothing to verified', [(await lab.up()).seconds], 90);

  // One after the other, so that a machine which slows down slows both.
  const verify: number[] = [];
  const ssh: number[] = [];
  for (let round = 0; round < 7; round++) {
    verify.push(...(await times(1, [sclerite, 'verify'], { env: lab.env, accept: [0, 3] })));
    ssh.push(...(await times(1, [...lab.sshAdmin(), 'true'], { env: lab.env })));
  }
  // 1.2 s was the limit for the first forty controls; 1.5 s is the one for all of them.
  seconds('`verify`, one server, all controls, as a whole process', verify, 1.5);
  seconds('`ssh host true`, the OpenSSH client, in the same minute', ssh);
  tell({
    what: '`verify` in units of `ssh host true`',
    figure: rounded(median(verify) / median(ssh)),
    unit: '×',
    limit: 4,
  });

  await tellHardening(lab);

  const created: number[] = [];
  for (let round = 0; round < 3; round++) created.push(await createToLogin(lab, `bench-${round}`));
  seconds('lab: server create to first successful SSH login', created, 5);

  const synthEnv = { ...lab.env, CDKTF_OUTDIR: join(lab.scratch, 'cdktf.out') };
  seconds('`synth`, as a whole process', await times(5, [node, join(root, 'main.ts')], { env: synthEnv }), 2);
  seconds('`./sclerite --help`, warm', await times(10, [sclerite, '--help']), 0.3);
} finally {
  await lab.remove();
}

await tellExposure();

const api = await runProcess([node, join(root, 'bench/lab-api.ts')]);
const { perSecond } = JSON.parse(api.stdout) as { perSecond: number };
tell({
  what: 'lab API: GET /servers with 100 servers',
  figure: perSecond,
  unit: 'requests/s',
  limit: 2000,
  atLeast: true,
});

const table = rows.map(
  (row) =>
    `| ${row.what} | ${row.figure} ${row.unit} | ${row.limit === undefined ? '' : `${row.atLeast ? '≥' : '≤'} ${row.limit}`} |`,
);
const page = join(root, 'docs/bench.md');
/** What was measured by hand, and is not measured again here. */
const byHand = /^## By hand\n[\s\S]*/m.exec(readFileSync(page, 'utf8'))?.[0] ?? '';
writeFileSync(
  page,
  [
    '# Figures',
    '',
    `Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}.`,
    'Medians of whole processes.',
    '',
    '| what | measured | limit |',
    '| --- | --- | --- |',
    ...table,
    '',
    byHand,
  ].join('\n'),
);
process.exitCode = rows.some(isMissed) ? 2 : 0;
