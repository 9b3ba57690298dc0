import { existsSync, readFileSync } from 'node:fs';

import { z } from 'zod';

import { KitError } from '../../policy/errors.ts';

/** The resources of an ACME server (RFC 8555, 7.1) to where Pebble has them. */
export const resources = {
  directory: /^\/dir$/,
  newNonce: /^\/nonce-plz$/,
  newAccount: /^\/sign-me-up$/,
  account: /^\/my-account\//,
  newOrder: /^\/order-plz$/,
  order: /^\/my-order\//,
  authorization: /^\/authZ\//,
  challenge: /^\/chalZ\//,
  finalize: /^\/finalize-order\//,
  certificate: /^\/certZ\//,
} as const satisfies Readonly<Record<string, RegExp>>;

export type Resource = keyof typeof resources;

const fault = z.union([
  z.strictObject({
    /** `reset`: every connection ends at once; `silent`: it is taken and never answered. The CA itself loses nothing. */
    connections: z.enum(['reset', 'silent']),
  }),
  z.strictObject({
    /** Which requests are refused. @default every POST */
    at: z.enum(Object.keys(resources) as [Resource, ...Resource[]]).optional(),
    status: z.int().min(400).max(599),
    /** What follows `urn:ietf:params:acme:error:`, such as `rateLimited` or `invalidContact` (RFC 8555, 6.7). */
    type: z.string().regex(/^[a-zA-Z]+$/),
    detail: z.string(),
    retryAfterSeconds: z.int().min(0).optional(),
  }),
]);

const control = z.strictObject({
  /** Seconds that certificates last. Counts from Pebble's next start. @default 90 days, as Let's Encrypt's */
  validitySeconds: z.int().min(1).optional(),
  /** Counts from the next request. @default none */
  fault: fault.optional(),
});

export type AuthorityFault = z.infer<typeof fault>;
export type AuthorityControl = z.infer<typeof control>;

/** What the CA is told by its file; no file: nothing. @throws E_LAB_AUTHORITY when the file is not what it should be */
export function readControl(path: string): AuthorityControl {
  if (!existsSync(path)) return {};
  try {
    return control.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new KitError({
      code: 'E_LAB_AUTHORITY',
      what: `The lab's CA cannot read ${path}.`,
      why: cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message,
      next: 'correct the file, or delete it: the CA then does nothing wrong.',
      cause,
    });
  }
}

/** Whether the fault hits this request. Connection faults hit every one. */
export function hits(fault: AuthorityFault, method: string, path: string): boolean {
  if ('connections' in fault) return true;
  return fault.at === undefined ? method === 'POST' : resources[fault.at].test(path);
}
