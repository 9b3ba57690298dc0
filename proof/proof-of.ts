import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probeCertificates } from '../devices/files.ts';
import type { Progress } from '../edges/progress.ts';
import type { State } from '../edges/state-dir.ts';
import { parseDocument } from '../facts/collector/parse.ts';
import type { Reading } from '../facts/fact.ts';
import { gatewayReadiness } from '../facts/gateway-readiness.ts';
import { KitError } from '../policy/errors.ts';
import type { Eyes, Target } from '../verify/target.ts';
import type { Judged, Subject } from './judge.ts';
import { judges } from './judges/index.ts';
import { flood } from './load/flood.ts';
import { findingsOf, type Look, type LookFunction, type Under } from './load/load.ts';
import { slowClients } from './load/slow-clients.ts';
import { askWithCurl, judgeWith } from './run.ts';

export interface ProofOptions {
  readonly eyes: Eyes;
  readonly state: State;
  /** For what the judges write; nobody else's business. */
  readonly folder: string;
  /** Before PATH: where the judges are. */
  readonly path: string;
  readonly progress: Progress;
  readonly withLoad: boolean;
}

const FLOOD = { connections: 10_000, seconds: 30 } as const;
const SLOW = { clients: 500, seconds: 45 } as const;

/** Every judge, one after the other, on one exposed server: two at once would judge each other's load. */
export async function proofOf(
  target: Target,
  { eyes, state, folder, path, progress, withLoad }: ProofOptions,
): Promise<readonly Judged[]> {
  const { server, exposure } = target.declared;
  if (exposure === undefined) throw new Error(`${server} is not exposed`);
  const { document } = await eyes.host(target, false, () => {});
  const { readings } = parseDocument(document);
  const subject = subjectOf(target, state, folder, readings.proxyConfig);
  const judged: Judged[] = [];
  for (const judge of judges) {
    progress.step(`${server}: ${judge.tool}`);
    judged.push(await judgeWith(judge, subject, path));
  }
  progress.step(`${server}: curl`);
  judged.push(await askWithCurl(subject));
  if (withLoad) judged.push(...(await underLoad(target, subject, eyes, progress)));
  return judged;
}

function subjectOf(target: Target, state: State, folder: string, config: Reading | undefined): Subject {
  const { declared, address } = target;
  const exposure = declared.exposure as NonNullable<typeof declared.exposure>;
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  if (config?.kind !== 'files') {
    throw new KitError({
      code: 'E_PROOF',
      what: `${declared.server} does not tell nginx's configuration.`,
      why: config?.kind === 'unreadable' ? config.because : 'its collector is another version.',
      next: 'run ./sclerite deploy, then this again.',
    });
  }
  // As `nginx -T` prints it, which is what the judges of configurations read. A link shows the text of what it leads to.
  const texts = new Map(
    config.entries.flatMap(({ path, content }) => (content === undefined ? [] : [[path, content]])),
  );
  const dump = config.entries
    .map(({ path, target: end }) => [path, texts.get(path) ?? texts.get(end ?? '')] as const)
    .flatMap(([path, text]) => (text === undefined ? [] : [`# configuration file ${path}:\n${text}\n`]))
    .join('');
  const device = exposure.kind === 'mtls' ? probeCertificates(state)?.valid : undefined;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    name: exposure.name,
    address,
    kind: exposure.kind,
    profile: exposure.profile,
    folder,
    nginxDump: put('nginx.conf', dump),
    ...(exposure.authority.roots && { rootsFile: put('roots.pem', exposure.authority.roots) }),
    ...(device && { device: { certificate: put('device.pem', device.cert), key: put('device.key', device.key) } }),
  };
}

async function underLoad(target: Target, subject: Subject, eyes: Eyes, progress: Progress): Promise<readonly Judged[]> {
  const look: LookFunction = async (): Promise<Look> => {
    const begun = performance.now();
    try {
      const { document } = await eyes.host(target, false, () => {});
      const reading = parseDocument(document).readings.gatewayReadiness;
      const isGatewayReady = reading !== undefined && gatewayReadiness.parse(reading).status === 200;
      return { ms: performance.now() - begun, isGatewayReady };
    } catch (error) {
      return { ms: performance.now() - begun, isGatewayReady: false, problem: (error as Error).message };
    }
  };
  const { address, name } = subject;
  progress.step(`${target.declared.server}: ${FLOOD.connections} connections`);
  const flooded = await flood({ address, port: 443, ...FLOOD }, look);
  progress.step(`${target.declared.server}: ${SLOW.clients} slow clients`);
  const slowed = await slowClients({ address, name, ...SLOW }, look);
  return [
    loaded(
      'flood',
      `${FLOOD.connections} silent connections from one address for ${FLOOD.seconds} s`,
      flooded,
      FLOOD.connections,
    ),
    // The proxy lets one address hold only so many: that not all stand is the defence.
    loaded('slow clients', `${SLOW.clients} clients that send a header byte by byte for ${SLOW.seconds} s`, slowed, 1),
  ];
}

function loaded(id: string, asks: string, under: Under, wantedHeld: number): Judged {
  const findings = findingsOf(under, wantedHeld);
  const slowest = Math.max(...under.looks.map(({ ms }) => ms));
  const ready = under.looks.filter(({ isGatewayReady }) => isGatewayReady).length;
  return {
    id,
    tool: `load: ${id}`,
    version: 'of this kit',
    asks,
    command: './sclerite proof --load',
    outcome: findings.length === 0 ? 'clean' : 'findings',
    summary: `${under.held} held at once, ${under.droppedByServer} closed by the server; SSH answered and the gateway was ready in ${ready} of ${under.looks.length} looks, the slowest ${(slowest / 1000).toFixed(1)} s`,
    findings,
    seconds: under.seconds,
  };
}
