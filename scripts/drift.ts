import { defineCommand } from 'citty';
import { SEVERITIES } from '../controls/control.ts';
import { controls } from '../controls/index.ts';
import { changesBetween } from '../drift/changes.ts';
import { claimSight } from '../drift/claims.ts';
import { readCloudPlan } from '../drift/cloud-plan.ts';
import type { Finding, Sight } from '../drift/finding.ts';
import { type Kept, keyOf, lookAt, withSince } from '../drift/history.ts';
import { hostSight } from '../drift/host.ts';
import { type DriftReport, driftExitCode, type ServerDrift, together } from '../drift/report.ts';
import { findConfig } from '../edges/config-file.ts';
import { keepObservation, readKept, timesKept } from '../edges/fact-history.ts';
import { hetznerApi } from '../edges/hetzner.ts';
import { findIdentity, whoMayLook } from '../edges/ssh-identity.ts';
import type { State } from '../edges/state-dir.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { Declared } from '../policy/declared.ts';
import { formatError, usageError } from '../policy/errors.ts';
import { readFacts } from '../policy/read-facts.ts';
import type { Wanted } from '../policy/wanted.ts';
import { wantedState } from '../policy/wanted-state.ts';
import { driftHuman } from '../report/drift-human.ts';
import { because, isRefused, planCloud } from '../toolchain/cloud-plan.ts';
import { realEyes } from '../verify/eyes.ts';
import { observe } from '../verify/observe.ts';
import { targetOf } from '../verify/targets.ts';
import { judgeServer, type Observation } from '../verify/verify.ts';
import { openContext } from './_context.ts';
import { requireToken } from './_token.ts';

export default defineCommand({
  meta: { name: 'drift', description: 'Compare what was declared with cloud, server and outside; change nothing' },
  args: {
    servers: { type: 'positional', required: false, description: 'Servers to look at (default: all)' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    format: { type: 'string', valueHint: 'FORMAT', description: 'human or json', default: 'human' },
    failOn: {
      type: 'string',
      valueHint: 'SEVERITY',
      description: `End with 2 from this severity on: ${SEVERITIES.join(', ')}`,
      default: 'low',
    },
    since: { type: 'string', valueHint: 'DATE', description: 'Also show what changed since then: 2026-11-17' },
    fresh: { type: 'boolean', description: 'Take the slow facts anew (about 15 s)' },
  },
  async run({ args }) {
    const failOn = oneOf(SEVERITIES, args.failOn, '--fail-on');
    const format = oneOf(['human', 'json'] as const, args.format, '--format');
    const since = args.since === undefined ? undefined : moment(args.since);
    requireToken(process.env);
    const startedAt = new Date().toISOString();
    const { config, file, state, servers } = await openContext({ config: args.config, servers: args._ });
    const targets = servers.map((server) => targetOf(config, state, server));
    const eyes = realEyes(await findIdentity(whoMayLook(config)), hetznerApi(process.env));
    const [cloud, { observations, problems }] = await Promise.all([
      lookAtCloud(config.project, findConfig(file, process.env), servers),
      observe(targets, eyes, args.fresh === true),
    ]);
    if (typeof cloud === 'number') return cloud;
    for (const problem of problems) process.stderr.write(`${formatError(problem)}\n`);

    const drifts = observations.map((observation): ServerDrift => {
      const server = observation.declared.server;
      const ofCloud = cloud.findings.filter((finding) => finding.server === server).map(withoutServer);
      const { findings, unseen } = together([{ findings: ofCloud, unseen: [] }, lookAtServer(observation)]);
      const earlier = timesKept(state, server).map((at): Kept => ({ at, keys: keysAt(state, server, at) }));
      const old = since && lookAt(earlier, since);
      return {
        name: server,
        drift: withSince(findings, earlier, startedAt),
        unseen,
        ...(old && { changes: { since: old.at, changes: changesSince(readKept(state, server, old.at), observation) } }),
      };
    });
    const shared = cloud.findings.filter(({ server }) => server === undefined).map(withoutServer);
    if (shared.length + cloud.unseen.length > 0) drifts.push({ name: undefined, drift: shared, unseen: cloud.unseen });
    for (const observation of observations) keepObservation(state, observation);

    const report: DriftReport = {
      schemaVersion: 1,
      tool: { name: 'sclerite', version: packageJson.version },
      startedAt,
      servers: drifts,
      exitCode: driftExitCode(drifts, failOn),
    };
    const isColored = process.stdout.isTTY === true && !process.env.NO_COLOR;
    process.stdout.write(
      format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : driftHuman(report, { color: isColored }),
    );
    return report.exitCode;
  },
});

const withoutServer = ({ server: _, ...finding }: Finding & { readonly server: string | undefined }): Finding =>
  finding;

async function lookAtCloud(project: string, configPath: string, servers: readonly string[]) {
  try {
    const plan = await planCloud(project, configPath);
    if (isRefused(plan)) return plan;
    return { findings: readCloudPlan(plan.json, plan.pathOf, servers), unseen: [] };
  } catch (error) {
    const unseen: Sight['unseen'] = [{ where: 'cloud', what: 'the project', because: because(error) }];
    return { findings: [], unseen };
  }
}

/** Everything but the cloud's own plan; pure, so that a former look is judged in the same way. */
function lookAtServer(observation: Observation): Sight {
  const { declared, gathered } = observation;
  const { report } = judgeServer(observation, controls);
  return together([
    hostSight(declared.server, wantedBy(declared), readFacts(gathered.readings, gathered.now)),
    claimSight(report.results, controls),
  ]);
}

/** A server's former looks were all but alike in what was declared, and to merge and render it takes longest. */
const wantedBefore = new Map<string, Wanted>();
function wantedBy(declared: Declared): Wanted {
  const key = JSON.stringify(declared);
  const wanted = wantedBefore.get(key) ?? wantedState(declared);
  wantedBefore.set(key, wanted);
  return wanted;
}

const keysAt = (state: State, server: string, at: string): ReadonlySet<string> =>
  new Set(lookAtServer(readKept(state, server, at)).findings.map(keyOf));

const changesSince = (before: Observation, after: Observation) =>
  changesBetween(
    readFacts(before.gathered.readings, before.gathered.now),
    readFacts(after.gathered.readings, after.gathered.now),
  );

function oneOf<const T extends string>(known: readonly T[], word: string, flag: string): T {
  const found = known.find((name) => name === word);
  if (found !== undefined) return found;
  throw usageError({
    what: `${flag} does not know "${word}".`,
    why: `it knows ${known.join(', ')}.`,
    next: 'choose one of these.',
  });
}

/** A day means its beginning, in UTC as everything that is kept. */
function moment(text: string): string {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw usageError({
    what: `--since does not understand "${text}".`,
    why: 'it is no date.',
    next: 'for example: --since 2026-11-17, or --since 2026-11-17T08:00:00Z',
  });
}
