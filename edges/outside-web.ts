import { randomBytes } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { Agent, request as secureRequest } from 'node:https';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Reading } from '../facts/fact.ts';
import { FORGED_ADDRESS, type HelloAnswer, type OutsideWeb, type WebAnswer } from '../facts/outside-web.ts';
import type { PublicExposure } from '../policy/declared.ts';
import { MODERN_1_2, MODERN_1_3, OLD, suiteName } from './cipher-suites.ts';
import type { Secret } from './secret.ts';
import { stranger } from './stranger.ts';
import { type Answer, type Offer, sayHello } from './tls-hello.ts';

/** A certificate for a client and its key, PEM. */
export interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface WebTarget {
  /** Where to connect to, whatever DNS says. */
  readonly address: string;
  readonly exposure: PublicExposure;
  /** What opens the door; each is undefined where the operator's machine holds none. */
  readonly user: string;
  readonly password?: Secret | undefined;
  readonly device?: ClientCertificate | undefined;
  readonly revokedDevice?: ClientCertificate | undefined;
  /** For tests. @default 80 and 443 */
  readonly ports?: { readonly plain: number; readonly secure: number };
}

/** Nobody waits longer for a server that does not answer; the others are done long before. */
const TIMEOUT_MS = 4_000;
/** What must not be reached from outside: state, OpenAI's and OpenClaw's own APIs, hooks. See proxy/gateway-paths.ts. */
const FORBIDDEN = ['/readyz', '/v1/models', '/hooks/wake', '/tools/invoke'];
const FORGED = {
  'X-Forwarded-For': FORGED_ADDRESS,
  'X-Real-IP': FORGED_ADDRESS,
  Forwarded: `for=${FORGED_ADDRESS};proto=http`,
  'X-Forwarded-Host': 'forged.invalid',
  'X-Forwarded-Proto': 'http',
};
/** Headers that controls read. No cookie: it stands for the password. */
const READ = [
  ...['strict-transport-security', 'x-content-type-options', 'x-frame-options', 'referrer-policy'],
  ...['content-security-policy', 'server', 'x-powered-by', 'location', 'www-authenticate', 'upgrade', 'via'],
];

const suites = (...tables: readonly Readonly<Record<string, number>>[]) => tables.flatMap(Object.values);

/** Everything `facts/outside-web.ts` describes, tried at once. No secret is in the reading. Never throws: silence is an answer. */
export async function lookFromTheWeb(target: WebTarget): Promise<Reading> {
  const begun = performance.now();
  const { address, exposure } = target;
  const { plain = 80, secure = 443 } = target.ports ?? {};
  const { name } = exposure;
  const hello = async (offered: string, offer: Omit<Offer, 'name'> & { readonly name?: string | undefined }) => {
    const whole = { name, ...offer };
    return { offered, answer: await sayHello({ address, port: secure }, whole, TIMEOUT_MS, offer.version < 0x0304) };
  };
  const over13 = { version: 0x0304, suites: suites(MODERN_1_3) } as const;
  const everything = suites(MODERN_1_2, OLD);
  const web = new Web(target, secure);
  const identity = identityOf(target);
  const [hellos, first, plainAnswer, plainUnknownName, anonymousSocket, socket, forbidden, strange, revoked] =
    await Promise.all([
      Promise.all([
        hello('TLS 1.0', { version: 0x0301, suites: everything }),
        hello('TLS 1.1', { version: 0x0302, suites: everything }),
        hello('TLS 1.2', { version: 0x0303, suites: everything }),
        hello('TLS 1.3', over13),
        hello('old ciphers over TLS 1.2', { version: 0x0303, suites: suites(OLD) }),
        hello('an unknown name', { ...over13, name: 'unknown.invalid' }),
        hello('no name', { ...over13, name: undefined }),
      ]),
      web.handshake(),
      askPlain(address, plain, name),
      askPlain(address, plain, 'unknown.invalid'),
      web.ask('/', { socket: true }),
      identity && web.ask('/', { ...identity, socket: true, headers: { ...FORGED, ...identity.headers } }),
      identity && web.askAll(FORBIDDEN, identity),
      exposure.kind === 'mtls' ? web.ask('/', { certificate: stranger }) : undefined,
      target.revokedDevice && web.ask('/', { certificate: target.revokedDevice }),
    ]);
  const [tls10, tls11, tls12, tls13, oldCiphers, unknownName, noName] = hellos;
  const value: Omit<OutsideWeb, 'at'> = {
    address,
    name,
    ...first,
    chain: tls12.answer.kind === 'accepted' ? tls12.answer.chain.map(pem) : [],
    hellos: {
      tls10: told(tls10),
      tls11: told(tls11),
      tls12: told(tls12),
      tls13: told(tls13),
      oldCiphers: told(oldCiphers),
      unknownName: told(unknownName),
      noName: told(noName),
    },
    plain: plainAnswer,
    plainUnknownName,
    anonymousSocket,
    ...(socket && forbidden && { known: { socket, forbidden } }),
    ...(strange && { stranger: strange }),
    ...(revoked && { revoked }),
  };
  return { kind: 'view', value, at: Math.floor(Date.now() / 1000), ms: Math.round(performance.now() - begun) };
}

interface Identity {
  readonly certificate?: ClientCertificate;
  readonly headers?: Readonly<Record<string, string>>;
}

function identityOf({ exposure, user, password, device }: WebTarget): Identity | undefined {
  if (exposure.kind === 'mtls') return device && { certificate: device };
  if (password === undefined) return undefined;
  return { headers: { Authorization: `Basic ${Buffer.from(`${user}:${password.reveal()}`).toString('base64')}` } };
}

interface Ask extends Identity {
  /** Asks for a WebSocket instead of a page. */
  readonly socket?: boolean;
  readonly agent?: Agent;
}

/** HTTPS requests to one server. What its certificate is worth is looked at once, and keeps no request from being made. */
class Web {
  readonly #target: WebTarget;
  readonly #port: number;

  constructor(target: WebTarget, port: number) {
    this.#target = target;
    this.#port = port;
  }

  /** The page that a stranger gets, and the handshake before it. */
  async handshake(): Promise<Pick<OutsideWeb, 'handshake' | 'because' | 'anonymous'>> {
    let seen: OutsideWeb['handshake'];
    const anonymous = await this.ask('/', {}, (socket) => {
      const certificate: Partial<DetailedPeerCertificate> = socket.getPeerCertificate();
      if (certificate.raw === undefined) return;
      const distrust = socket.authorizationError as unknown;
      seen = {
        protocol: socket.getProtocol() ?? '(unknown)',
        cipher: socket.getCipher().standardName,
        certificate: pem(certificate.raw),
        ...(socket.authorized ? {} : { distrust: distrust instanceof Error ? distrust.message : String(distrust) }),
      };
    });
    if (seen) return { handshake: seen, anonymous };
    return { because: 'because' in anonymous ? anonymous.because : 'no certificate was shown', anonymous };
  }

  async askAll(paths: readonly string[], identity: Identity): Promise<readonly WebAnswer[]> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const answers = await Promise.all(paths.map((path) => this.ask(path, { ...identity, agent })));
    agent.destroy();
    return answers;
  }

  ask(path: string, ask: Ask, onHandshake?: (socket: TLSSocket) => void): Promise<WebAnswer> {
    const { address, exposure } = this.#target;
    const asked = `GET ${path}${ask.socket ? ' (WebSocket)' : ''}`;
    const upgrade = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    };
    const request = secureRequest({
      host: address,
      port: this.#port,
      servername: exposure.name,
      path,
      agent: ask.agent ?? false,
      headers: { Host: exposure.name, ...ask.headers, ...(ask.socket ? upgrade : {}) },
      ...(exposure.authority.roots && { ca: exposure.authority.roots }),
      ...ask.certificate,
      rejectUnauthorized: false,
      // Which names the certificate bears is a question of its own.
      checkServerIdentity: () => undefined,
      timeout: TIMEOUT_MS,
    });
    if (onHandshake) {
      request.once('socket', (socket) =>
        socket.once('secureConnect', () => onHandshake(socket as unknown as TLSSocket)),
      );
    }
    return answered(asked, request);
  }
}

function askPlain(address: string, port: number, name: string): Promise<WebAnswer> {
  const headers = { Host: name };
  return answered(
    `GET http://${name}/`,
    plainRequest({ host: address, port, path: '/', agent: false, headers, timeout: TIMEOUT_MS }),
  );
}

type Request = ReturnType<typeof plainRequest>;

function answered(asked: string, request: Request): Promise<WebAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: WebAnswer) => {
      clearTimeout(limit);
      resolve(answer);
    };
    const limit = setTimeout(() => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
    request.once('upgrade', (response, socket) => {
      socket.destroy();
      settle({ asked, status: response.statusCode ?? 0, headers: shown(response.headers) });
    });
    request.once('response', (response) => {
      response.resume();
      settle({ asked, status: response.statusCode ?? 0, headers: shown(response.headers) });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
    request.on('error', (error) => settle({ asked, because: error.message }));
    request.end();
  });
}

const shown = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(
    READ.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]];
    }),
  );

/** RFC 8446, 6: the alerts that a server refuses with. */
const ALERTS: Readonly<Record<number, string>> = {
  40: 'handshake_failure',
  47: 'illegal_parameter',
  70: 'protocol_version',
  71: 'insufficient_security',
  80: 'internal_error',
  112: 'unrecognized_name',
};

function told({ offered, answer }: { readonly offered: string; readonly answer: Answer }): HelloAnswer {
  if (answer.kind === 'silent') return { offered, answer: 'silent', detail: `nothing within ${TIMEOUT_MS} ms` };
  if (answer.kind === 'refused') {
    const { alert, because } = answer;
    return { offered, answer: 'refused', detail: because ?? `alert ${ALERTS[alert ?? -1] ?? alert}` };
  }
  return { offered, answer: 'accepted', detail: `${versionName(answer.version)} ${suiteName(answer.suite)}` };
}

const versionName = (version: number) =>
  version === 0x0300 ? 'SSL 3.0' : version > 0x0300 && version < 0x0305 ? `TLS 1.${version - 0x0301}` : `${version}`;

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
