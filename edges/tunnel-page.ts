import { KitError } from '../policy/errors.ts';
import { printable } from '../policy/printable.ts';

/** What somebody gets who came through the tunnel while there was nothing at its other end: an HTTP answer, plain text. */
export function sorryPage(server: string, error: unknown): string {
  const words =
    error instanceof KitError
      ? [error.message, error.why, `Next: ${error.next}`]
      : [`The tunnel to ${server} broke.`, error instanceof Error ? error.message : String(error)];
  const body = printable(
    `Sclerite's tunnel to ${server} is open, but there is no gateway behind it.\n\n${words.join('\n')}\n`,
  );
  return [
    'HTTP/1.1 503 Service Unavailable',
    'Content-Type: text/plain; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    'Cache-Control: no-store',
    'Retry-After: 5',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
