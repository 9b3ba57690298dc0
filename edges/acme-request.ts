import { request } from 'node:https';
import { getCACertificates } from 'node:tls';
import type { Authority } from '../config/config.ts';
import { KitError } from '../policy/errors.ts';

export interface AcmeAnswer {
  readonly status: number;
  /** Parsed body; undefined: empty or no JSON. */
  readonly json: unknown;
  readonly nonce: string | undefined;
  readonly location: string | undefined;
  /** `after 2026-11-24T08:00:00.000Z`, or `in 60 seconds`, as the CA says it. */
  readonly retryAfter: string | undefined;
}

const TIMEOUT_MS = 10_000;
/** A directory has about 1 kB, a problem less; a login page more. */
const MAX_BYTES = 64 * 1024;

/**
 * One request to a CA. Its HTTPS is trusted by what this machine trusts and by the config's own roots (fetch cannot be told).
 *
 * @throws E_ACME_UNREACHABLE
 */
export function acmeRequest(
  { directoryRoots }: Authority,
  url: string,
  { method = 'GET', body }: { readonly method?: string; readonly body?: string } = {},
): Promise<AcmeAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(unreachable(url, cause));
    if (!url.startsWith('https:')) return fail(new Error('its directory names an address that is not https'));
    const outgoing = request(url, {
      method,
      ...(directoryRoots === undefined ? {} : { ca: [...getCACertificates('default'), directoryRoots] }),
      headers: {
        'user-agent': 'sclerite',
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/jose+json', 'content-length': Buffer.byteLength(body) }),
      },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    outgoing.once('error', fail);
    outgoing.once('response', (response) => {
      const { headers, statusCode: status = 0 } = response;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.length > MAX_BYTES) response.destroy(new Error('its answer is too long for ACME'));
      });
      response.once('error', fail);
      response.once('end', () => {
        const nonce = headers['replay-nonce'];
        resolve({
          status,
          json: parsed(text),
          nonce: typeof nonce === 'string' ? nonce : undefined,
          location: headers.location,
          retryAfter: waitText(headers['retry-after']),
        });
      });
    });
    outgoing.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The status speaks for itself.
  }
}

/** RFC 9110, 10.2.3: seconds or a date. */
function waitText(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return `in ${value} seconds`;
  const date = new Date(value);
  return Number.isNaN(date.valueOf()) ? undefined : `after ${date.toISOString()}`;
}

function unreachable(url: string, cause: Error): KitError {
  const isLate = cause.name === 'AbortError' || cause.name === 'TimeoutError';
  const words = isLate
    ? `no answer within ${TIMEOUT_MS / 1000} s`
    : cause.message || (cause as NodeJS.ErrnoException).code;
  return new KitError({
    code: 'E_ACME_UNREACHABLE',
    what: `The CA at ${URL.canParse(url) ? new URL(url).host : url} cannot be reached.`,
    why: `${words}.`,
    next: 'check the network and tls.ca; a private CA wants its own root in tls.ca.directoryRoots.',
    cause,
  });
}
