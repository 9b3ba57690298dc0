import type { Subject } from './judge.ts';

/** One question asked with curl, and the answers that are right. */
export interface Question {
  readonly what: string;
  /** Arguments beside the common ones. */
  readonly argv: readonly string[];
  /** On `CODE VERSION` as curl writes them, `404 2`; `000 0` is a connection that was closed without an answer. */
  readonly right: RegExp;
  /** Port 80. @default false */
  readonly isPlain?: boolean;
  /** @default / */
  readonly path?: string;
}

/** 400 and 403 are nginx's own refusals, 401 asks who it is; none of them comes from the gateway. */
const REFUSED = '(400|401|403|404|405|413|414|421|431|444|494|495|496|000)';

/**
 * Requests that a parser may stumble over, as anybody may send them. None carries an identity, so none may get an answer of
 * the gateway; all must get one of nginx.
 */
export const questions: readonly Question[] = [
  { what: 'a client that would speak HTTP/2 is answered', argv: ['--http2'], right: new RegExp(`^${REFUSED} `) },
  { what: 'HTTP/1.1 is answered', argv: ['--http1.1'], right: new RegExp(`^${REFUSED} 1.1$`) },
  { what: 'HTTP/1.0 gets nothing', argv: ['--http1.0'], right: new RegExp(`^${REFUSED} `) },
  { what: 'HEAD is refused like GET', argv: ['--head'], right: new RegExp(`^${REFUSED} `) },
  { what: 'TRACE is refused', argv: ['-X', 'TRACE'], right: new RegExp(`^${REFUSED} `) },
  { what: 'an unknown method is refused', argv: ['-X', 'BREW'], right: new RegExp(`^${REFUSED} `) },
  {
    what: 'two lengths are refused',
    argv: ['--http1.1', '-H', 'Content-Length: 3', '-H', 'Content-Length: 5', '-X', 'POST'],
    right: new RegExp(`^${REFUSED} `),
  },
  {
    what: 'a length and chunks together are refused',
    argv: ['--http1.1', '-X', 'POST', '-H', 'Content-Length: 3', '-H', 'Transfer-Encoding: chunked'],
    right: new RegExp(`^${REFUSED} `),
  },
  {
    what: 'a header of 64 KiB is refused',
    argv: ['-H', `X-Long: ${'a'.repeat(65_536)}`],
    right: new RegExp(`^${REFUSED} `),
  },
  { what: 'a path of 32 KiB is refused', argv: [], path: `/${'a'.repeat(32_768)}`, right: new RegExp(`^${REFUSED} `) },
  {
    what: 'a path that climbs is refused',
    argv: ['--path-as-is'],
    path: '/../../etc/passwd',
    right: new RegExp(`^${REFUSED} `),
  },
  { what: "the gateway's health is not told", argv: [], path: '/readyz', right: new RegExp(`^${REFUSED} `) },
  { what: 'another host name is refused', argv: ['-H', 'Host: other.example'], right: new RegExp(`^${REFUSED} `) },
  { what: 'plain HTTP is only a redirect', argv: [], isPlain: true, right: /^(301|308) / },
  {
    what: 'plain HTTP for another name gets nothing',
    argv: ['-H', 'Host: other.example'],
    isPlain: true,
    right: /^(000|400|404|421|444) /,
  },
];

/** The whole command line of one question. */
export function curlLine(
  { name, address, rootsFile }: Subject,
  { argv, isPlain = false, path = '/' }: Question,
): string[] {
  const port = isPlain ? 80 : 443;
  return [
    'curl',
    '--silent',
    '--output',
    '/dev/null',
    '--max-time',
    '10',
    '--write-out',
    '%{http_code} %{http_version}',
    '--resolve',
    `${name}:${port}:${address}`,
    ...(rootsFile && !isPlain ? ['--cacert', rootsFile] : []),
    ...argv,
    `${isPlain ? 'http' : 'https'}://${name}${path}`,
  ];
}
