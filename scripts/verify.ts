import { resolve } from 'node:path';
import { defineCommand } from 'citty';
import type { State } from '../edges/state-dir.ts';
import packageJson from '../package.json' with { type: 'json' };
import { formatError } from '../policy/errors.ts';
import type { Observation } from '../verify/verify.ts';
import { formatsOf, publish } from './_publish.ts';

export default defineCommand({
  meta: { name: 'verify', description: 'Judge every control on the running servers' },
  args: {
    servers: { type: 'positional', required: false, description: 'Servers to look at (default: all)' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    format: { type: 'string', valueHint: 'LIST', description: 'human, json, junit, sarif, html, md', default: 'human' },
    output: {
      type: 'string',
      valueHint: 'DIR',
      description: 'Write report.txt, report.json, … there instead of printing; needed for several formats',
    },
    only: { type: 'string', valueHint: 'IDS', description: 'Control ids or areas, separated by commas' },
    fresh: { type: 'boolean', description: 'Take the slow facts anew (about 15 s)' },
    evidence: { type: 'boolean', description: 'Show what was read for every control' },
    saveFacts: { type: 'string', valueHint: 'DIR', description: 'Keep what was seen; it can be judged again' },
    fromFacts: { type: 'string', valueHint: 'DIR', description: 'Judge what was kept, without any server' },
  },
  async run({ args }) {
    const begun = performance.now();
    const formats = formatsOf(list(args.format), args.output);
    const only = list(args.only);
    // A wrong word is found before anybody is asked; without one, the controls are loaded while the servers answer.
    if (only.length > 0) await selected(only);
    const { observations, state } = args.fromFacts
      ? { observations: (await import('../verify/files.ts')).loadFacts(resolve(args.fromFacts)), state: undefined }
      : await look(args._, args.config, args.fresh === true);
    if (args.saveFacts) (await import('../verify/files.ts')).saveFacts(resolve(args.saveFacts), observations);
    const [{ buildReport }, chosen] = await Promise.all([import('../verify/verify.ts'), selected(only)]);
    const durationMs = Math.round(performance.now() - begun);
    const { report, broke } = buildReport(observations, chosen, { version: packageJson.version, durationMs });
    for (const { id, broke: error } of broke) process.stderr.write(`${id}: ${formatError(error)}\n`);
    await publish(report, formats, args.output, args.evidence === true);
    if (state) await remember(state, observations);
    return report.exitCode;
  },
});

async function selected(only: readonly string[]) {
  const [{ controls }, { selectControls }] = await Promise.all([
    import('../controls/index.ts'),
    import('../verify/select.ts'),
  ]);
  return selectControls(controls, only);
}

const list = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/**
 * Only a run that really looks needs SSH and the config: a recording is judged without loading either. The logins begin before
 * everything else is loaded, and it is loaded while they go on.
 */
async function look(
  names: readonly string[],
  configPath: string | undefined,
  fresh: boolean,
): Promise<{ readonly observations: readonly Observation[]; readonly state: State }> {
  const { beginLogins } = await import('../verify/early-login.ts');
  const early = await beginLogins(names, configPath);
  try {
    const [{ openContext }, { findIdentity, whoMayLook }, { hetznerApi }, { realEyes }, { observe }, { targetOf }] =
      await Promise.all([
        import('./_context.ts'),
        import('../edges/ssh-identity.ts'),
        import('../edges/hetzner.ts'),
        import('../verify/eyes.ts'),
        import('../verify/observe.ts'),
        import('../verify/targets.ts'),
      ]);
    const { config, state, servers } = await openContext({ config: configPath, servers: names });
    const targets = servers.map((server) => targetOf(config, state, server));
    const eyes = realEyes(await findIdentity(whoMayLook(config)), hetznerApi(process.env), early.login);
    const { observations, problems } = await observe(targets, eyes, fresh);
    for (const problem of problems) process.stderr.write(`${formatError(problem)}\n`);
    return { observations, state };
  } finally {
    early.close();
  }
}

/** For `drift`, which tells since when. After the report: whoever waits for it does not wait for this. */
async function remember(state: State, observations: readonly Observation[]): Promise<void> {
  const { keepObservation } = await import('../edges/fact-history.ts');
  for (const observation of observations) keepObservation(state, observation);
}
