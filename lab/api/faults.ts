/**
 * Faults on demand, for tests: the next requests that match are refused, delayed or cut off. `POST /_lab/faults` adds
 * one, `GET` lists them, `DELETE` takes all of them away (docs/lab.md).
 */
import { z } from 'zod';
import * as field from './body.ts';

const faultBody = z.strictObject({
  /** @default every method */
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /** Path below /v1; `*` stands for one segment: `/servers/*` + `/actions/poweron`. @default every path */
  path: z.string().startsWith('/', 'must begin with /, without the /v1').optional(),
  /** How many matching requests it hits. @default 1 */
  times: z.int().positive().max(10_000).optional(),
  /** HTTP status of the refusal. Left out: the request is only delayed, or its connection cut. */
  status: z.int().min(400).max(599).optional(),
  /** The envelope's code. @default Hetzner's own for the status */
  code: z.string().min(1).optional(),
  message: z.string().optional(),
  details: z.record(z.string(), z.unknown()).nullish(),
  /** Milliseconds to wait first. @default 0 */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Cuts the TCP connection instead of answering. */
  dropConnection: z.boolean().optional(),
  /** The request is carried out and written down before it goes wrong: the caller does not know that it worked. */
  afterCommit: z.boolean().optional(),
});

export interface Fault extends z.output<typeof faultBody> {
  remaining: number;
}

/** The code that goes with a status when none is given (API reference, "Errors"). */
const usualCodes: Readonly<Record<number, string>> = {
  400: 'json_error',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  410: 'deprecated_api_endpoint',
  412: 'resource_unavailable',
  422: 'invalid_input',
  423: 'locked',
  429: 'rate_limit_exceeded',
  500: 'server_error',
  502: 'bad_gateway',
  503: 'unavailable',
  504: 'timeout',
};

export class Faults {
  #faults: Fault[] = [];

  /** @throws ApiError 422 */
  add(body: unknown): Fault {
    const wish = field.read(faultBody, body);
    const fault: Fault = { ...wish, remaining: wish.times ?? 1 };
    this.#faults.push(fault);
    return fault;
  }

  get all(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The oldest fault that hits this request; it is used up by one. `path` is the one below /v1. */
  take(method: string, path: string): Fault | undefined {
    if (this.#faults.length === 0) return undefined;
    const fault = this.#faults.find((one) => (one.method ?? method) === method && matches(one.path, path));
    if (fault === undefined) return undefined;
    fault.remaining--;
    this.#faults = this.#faults.filter((one) => one.remaining > 0);
    return fault;
  }
}

/** What a fault answers with; `undefined` when it only delays. */
export function faultReply(fault: Fault): { status: number; body: object } | undefined {
  if (fault.status === undefined) return undefined;
  const code = fault.code ?? usualCodes[fault.status] ?? 'server_error';
  const message = fault.message ?? `this failure was asked for (${fault.status} ${code})`;
  return { status: fault.status, body: { error: { code, message, details: fault.details ?? null } } };
}

function matches(pattern: string | undefined, path: string): boolean {
  if (pattern === undefined) return true;
  const wanted = pattern.split('/');
  const given = path.split('/');
  return wanted.length === given.length && wanted.every((segment, at) => segment === '*' || segment === given[at]);
}
