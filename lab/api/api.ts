/** The emulated Hetzner Cloud API, without a socket: a request comes in as data, a reply goes out as data. */
import { randomUUID } from 'node:crypto';
import type { Driver } from '../driver.ts';
import { Actions } from './actions.ts';
import { Addresses, type AddressPool } from './addresses.ts';
import { authorize } from './authorize.ts';
import { type Cloud, defaultLimits, type ProjectLimits } from './cloud.ts';
import { ApiError, invalidInput } from './errors.ts';
import { type Fault, Faults, faultReply } from './faults.ts';
import { Machines } from './machines.ts';
import { RateLimit, type RateStatus } from './rate-limit.ts';
import { servers } from './records.ts';
import { everyRoute } from './resources/index.ts';
import { type Reply, type Route, Router } from './router.ts';
import { Store } from './store.ts';

export interface ApiOptions {
  readonly driver: Driver;
  /** A directory of its own; it is made, with mode 0700. */
  readonly stateDir: string;
  /** The one token that is let in. @default any token of 64 characters, which is all the provider can check, too */
  readonly token?: string;
  readonly addressPool: AddressPool;
  /** @default the machine's clock */
  readonly now?: () => Date;
  /** The day whose API is emulated, where Hetzner announced a change for one: `2026-07-28`. @default today */
  readonly asOf?: string;
  /** Every action takes at least this long, so that clients see it run. Milliseconds. @default 20 */
  readonly actionDelayMs?: number;
  /** Requests an hour; beyond it 429. `null`: the headers count, nobody is refused. @default null */
  readonly requestsPerHour?: number | null;
  /** @default defaultLimits */
  readonly limits?: Partial<ProjectLimits>;
  /** How often the driver is asked which machines still run. Seconds; 0 only at the start. @default 5 */
  readonly observeSeconds?: number;
  /** Gets a line for everything worth telling. @default nobody is told */
  readonly log?: (line: string) => void;
}

/** A request as it came off the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string | undefined;
  /** The raw body, '' when there was none. */
  readonly body: string;
  /** The caller's own address. */
  readonly callerAddress: string;
}

export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The connection is to be cut instead of answered. */
  readonly isCut?: boolean;
}

export interface Api {
  handle(request: WireRequest): Promise<WireReply>;
  readonly faults: Faults;
  readonly cloud: Cloud;
  /** Waits for what is under way (5 s at most), writes the state, gives the directory back. */
  close(): Promise<void>;
}

/** Serialised replies of GET requests are kept until something changes, at most this many. */
const mostCached = 256;
const settleMs = 5000;
const nothing = Buffer.alloc(0);

/**
 * Starts the API on what its state directory holds: machines that died meanwhile are shown as off, actions that were
 * running are run again.
 * @throws StateDamaged, StateHeld (nothing was changed)
 */
export async function createApi(options: ApiOptions): Promise<Api> {
  const log = options.log ?? (() => {});
  const now = options.now ?? (() => new Date());
  const store = await Store.open(options.stateDir);
  try {
    const machines = new Machines(store, options.driver, log);
    const actions = new Actions({ store, now, delayMs: options.actionDelayMs ?? 20, log });
    const cloud: Cloud = {
      store,
      actions,
      machines,
      addresses: new Addresses(store, options.addressPool),
      limits: { ...defaultLimits, ...options.limits },
      now,
      isSince: (day) => new Date(options.asOf ?? now()) >= new Date(day),
    };
    const router = new Router(everyRoute(cloud));
    const observe = async () => {
      await machines.observe((server) => actions.isLocked({ type: 'server', id: server.id }));
      await store.flush();
    };
    await observe();
    // A firewall whose change was cut short by a crash is put right before anybody is served.
    await machines.syncFirewalls([...servers(store).all()].map(({ id }) => id));
    actions.resume();
    const seconds = options.observeSeconds ?? 5;
    const complain = (error: unknown) => log(`cannot ask the driver which machines run: ${(error as Error).message}`);
    const timer = seconds > 0 ? setInterval(() => void observe().catch(complain), seconds * 1000).unref() : undefined;
    const faults = new Faults();
    const desk = new Desk(cloud, router, faults, options, now, log);
    return {
      faults,
      cloud,
      handle: (request) => desk.handle(request),
      close: async () => {
        clearInterval(timer);
        await actions.settle(settleMs);
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Answers one request after the other: the lab's own endpoints, faults, limits, the token, then the routes. */
class Desk {
  readonly #cloud: Cloud;
  readonly #router: Router;
  readonly #faults: Faults;
  readonly #token: string | undefined;
  readonly #driver: string;
  readonly #now: () => Date;
  readonly #log: (line: string) => void;
  readonly #rate: RateLimit;
  readonly #cache = new Map<string, Buffer>();
  #cachedVersion = -1;

  constructor(
    cloud: Cloud,
    router: Router,
    faults: Faults,
    options: ApiOptions,
    now: () => Date,
    log: (line: string) => void,
  ) {
    this.#cloud = cloud;
    this.#router = router;
    this.#faults = faults;
    this.#token = options.token;
    this.#driver = options.driver.name;
    this.#now = now;
    this.#log = log;
    this.#rate = new RateLimit(options.requestsPerHour ?? null, now().getTime());
  }

  async handle(request: WireRequest): Promise<WireReply> {
    const [path = '', search = ''] = split(request.target);
    try {
      if (path.startsWith('/_lab/')) return this.#labEndpoint(request, path);
      if (!path.startsWith('/v1/')) throw new ApiError(404, 'not_found', 'api route not found');
      const rate = this.#rate.take(this.#now().getTime());
      const reply = await this.#apiEndpoint(request, path.slice('/v1'.length), search, rate).catch(refusal);
      return { ...reply, headers: { ...reply.headers, ...rateHeaders(rate) } };
    } catch (error) {
      if (error instanceof ApiError) return refusal(error);
      this.#log(`${request.method} ${request.target}: ${(error as Error).stack}`);
      return json(500, new ApiError(500, 'server_error', `the lab broke: ${(error as Error).message}`).body);
    }
  }

  async #apiEndpoint(request: WireRequest, path: string, search: string, rate: RateStatus): Promise<WireReply> {
    const match = this.#router.match(request.method, path);
    if (match.kind === 'unknown-path') throw new ApiError(404, 'not_found', 'api route not found');
    authorize(request.authorization, this.#token);
    if (!rate.isAllowed) {
      throw new ApiError(429, 'rate_limit_exceeded', `limit of ${rate.limit} requests per hour reached`);
    }
    const fault = this.#faults.take(request.method, path);
    if (fault?.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs));
    const isAfter = fault?.afterCommit === true;
    const failure = fault === undefined ? undefined : failureOf(fault);
    if (failure !== undefined && !isAfter) return failure;
    if (match.kind === 'wrong-verb') {
      throw new ApiError(
        405,
        'method_not_allowed',
        `${request.method} is not allowed here; ${match.allowed.join(', ')} is`,
      );
    }
    const reply = await this.#serve(match.route, match.params, request, path, search);
    return failure ?? reply;
  }

  async #serve(
    route: Route,
    params: Readonly<Record<string, string>>,
    request: WireRequest,
    path: string,
    search: string,
  ): Promise<WireReply> {
    const { store } = this.#cloud;
    if (route.method === 'GET') {
      const known = this.#remembered(request.target);
      if (known !== undefined) return { status: 200, headers: jsonHeaders(), body: known };
    }
    const query = new URLSearchParams(search);
    refuseUnknownParameters(route, query);
    const body = request.body === '' ? undefined : parseJson(request.body);
    let reply: Reply;
    try {
      reply = await route.handle({ method: request.method, path, params, query, body });
    } finally {
      if (route.method !== 'GET') store.touch();
    }
    // Nobody is told of a change before it is on disk: a lab that is killed here comes back with it.
    if (route.method !== 'GET') await store.flush();
    const bytes = reply.body === undefined ? nothing : Buffer.from(JSON.stringify(reply.body));
    if (route.method === 'GET') this.#remember(request.target, bytes);
    return { status: reply.status, headers: bytes.length === 0 ? {} : jsonHeaders(), body: bytes };
  }

  #remembered(target: string): Buffer | undefined {
    if (this.#cachedVersion !== this.#cloud.store.version) {
      this.#cache.clear();
      this.#cachedVersion = this.#cloud.store.version;
    }
    return this.#cache.get(target);
  }

  #remember(target: string, bytes: Buffer): void {
    if (this.#cachedVersion === this.#cloud.store.version && this.#cache.size < mostCached)
      this.#cache.set(target, bytes);
  }

  /** Not part of Hetzner's API. None is counted against the rate limit or hit by faults. */
  #labEndpoint(request: WireRequest, path: string): WireReply {
    const endpoint = `${request.method} ${path}`;
    switch (endpoint) {
      case 'GET /_lab/health':
        return json(200, { status: 'ok', driver: this.#driver, servers: servers(this.#cloud.store).size });
      case 'GET /_lab/caller':
        return {
          status: 200,
          headers: { 'content-type': 'text/plain; charset=utf-8' },
          body: Buffer.from(`${request.callerAddress}\n`),
        };
      case 'GET /_lab/faults':
        authorize(request.authorization, this.#token);
        return json(200, { faults: this.#faults.all });
      case 'POST /_lab/faults':
        authorize(request.authorization, this.#token);
        return json(201, { fault: this.#faults.add(parseJson(request.body)) });
      case 'DELETE /_lab/faults':
        authorize(request.authorization, this.#token);
        this.#faults.clear();
        return { status: 204, headers: {}, body: nothing };
      default:
        throw new ApiError(404, 'not_found', 'no such endpoint of the lab');
    }
  }
}

const jsonHeaders = (): Record<string, string> => ({
  'content-type': 'application/json',
  'x-correlation-id': randomUUID().replaceAll('-', '').slice(0, 16),
});

/** The reply to what an endpoint threw. @throws what is no refusal but a bug */
function refusal(error: unknown): WireReply {
  if (error instanceof ApiError) return json(error.status, error.body);
  throw error;
}

export function json(status: number, body: object): WireReply {
  return { status, headers: jsonHeaders(), body: Buffer.from(JSON.stringify(body)) };
}

function failureOf(fault: Fault): WireReply | undefined {
  if (fault.dropConnection === true) return { status: 0, headers: {}, body: nothing, isCut: true };
  const reply = faultReply(fault);
  return reply === undefined ? undefined : json(reply.status, reply.body);
}

const rateHeaders = (rate: RateStatus): Record<string, string> => ({
  'ratelimit-limit': String(rate.limit),
  'ratelimit-remaining': String(rate.remaining),
  'ratelimit-reset': String(rate.reset),
});

function split(target: string): readonly [path: string, search: string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError(400, 'json_error', `the body is not JSON: ${(error as Error).message}`);
  }
}

function refuseUnknownParameters(route: Route, query: URLSearchParams): void {
  const unknown = [...query.keys()].filter((name) => !(route.query ?? []).includes(name));
  if (unknown.length === 0) return;
  const message = 'unknown parameter, or one that this lab does not emulate';
  throw invalidInput(Object.fromEntries(unknown.map((name) => [name, [message]])));
}
