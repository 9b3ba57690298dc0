import { parseDocument } from '../facts/collector/parse.ts';
import type { Reading } from '../facts/fact.ts';
import { KitError } from '../policy/errors.ts';
import type { Eyes, Target } from './target.ts';

/** Everything one run saw of one server: can be saved and judged again. */
export interface Gathered {
  readonly readings: Readonly<Record<string, Reading>>;
  /** Unix seconds that ages are measured against: the server's clock where it answered, else this machine's. */
  readonly now: number;
  /** Milliseconds from connecting to the last fact. */
  readonly gatherMs: number;
  /** Why the host could not be looked at, if it could not. */
  readonly problem?: KitError;
}

const seconds = () => Math.floor(Date.now() / 1000);

/** Looks from inside, from outside and through the cloud's API, all at once. A view that fails leaves its facts unreadable. */
export async function gather(target: Target, eyes: Eyes, fresh: boolean): Promise<Gathered> {
  const begun = performance.now();
  const { promise: asked, resolve: onAsked } = Promise.withResolvers<number>();
  const answering = eyes.host(target, fresh, onAsked);
  // Why it failed is read below, from `answering` itself.
  const sshAnswered = Promise.race([asked, answering.then(() => undefined)]).catch(() => undefined);
  const looking = Promise.allSettled([
    answering.then((seen) => ({ ...seen, document: parseDocument(seen.document) })),
    eyes.ports(target, sshAnswered),
    sshAnswered.then(() => eyes.cloud(target)),
    target.publicViews && sshAnswered.then(target.publicViews),
  ]);
  await sshAnswered;
  const digest = await target.collectorDigest();
  const [host, ports, cloud, web] = await looking;
  const gatherMs = Math.round(performance.now() - begun);
  const now = host.status === 'fulfilled' ? host.value.document.now : seconds();
  const readings: Record<string, Reading> = {};
  const put = (id: string, reading: Reading) => {
    readings[id] = { ...reading, at: now };
  };

  if (host.status === 'fulfilled') {
    const { document, handshake } = host.value;
    if (document.digest === digest) Object.assign(readings, document.readings);
    else
      for (const id of await hostFactIds())
        put(id, unreadable('the server runs another version of the collector: run ./sclerite converge', now));
    put('outsideSsh', { kind: 'view', value: handshake, at: now, ms: gatherMs });
  } else {
    const because = wordsOf(host.reason);
    for (const id of [...(await hostFactIds()), 'outsideSsh']) put(id, unreadable(because, now));
  }
  put('outsidePorts', ports.status === 'fulfilled' ? ports.value : unreadable(wordsOf(ports.reason), now));
  for (const id of ['cloudServer', 'cloudFirewalls'] as const) {
    put(id, cloud.status === 'fulfilled' ? cloud.value[id] : unreadable(wordsOf(cloud.reason), now));
  }
  if (web.status === 'fulfilled') for (const [id, reading] of Object.entries(web.value ?? {})) put(id, reading);
  else for (const id of PUBLIC_VIEWS) put(id, unreadable(wordsOf(web.reason), now));
  const problem = host.status === 'rejected' ? asKitError(host.reason) : undefined;
  return { readings, now, gatherMs, ...(problem && { problem }) };
}

const PUBLIC_VIEWS = ['outsideWeb', 'outsideDns'];
const VIEWS = new Set<string>(['outsideSsh', 'outsidePorts', 'cloudServer', 'cloudFirewalls', ...PUBLIC_VIEWS]);
const hostFactIds = async () => {
  const { facts } = await import('../facts/index.ts');
  return Object.keys(facts).filter((id) => !VIEWS.has(id));
};

const unreadable = (because: string, at: number): Reading => ({ kind: 'unreadable', because, at, ms: 0 });

function wordsOf(error: unknown): string {
  if (error instanceof KitError) return `${error.message} ${error.why}`;
  return error instanceof Error ? error.message : String(error);
}

/** A bug must stay a bug: only a foreseen error may become "cannot tell". */
function asKitError(error: unknown): KitError {
  if (error instanceof KitError) return error;
  throw error;
}
