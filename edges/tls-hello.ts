import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** One offer, made by hand: a library offers only what it still knows, and the old things are what is asked about. */
export interface Offer {
  /** The highest version: 0x0301 is TLS 1.0, 0x0304 is TLS 1.3. */
  readonly version: 0x0301 | 0x0302 | 0x0303 | 0x0304;
  /** Cipher suites by their IANA numbers. */
  readonly suites: readonly number[];
  /** Server name indication; undefined: none is sent. */
  readonly name: string | undefined;
}

export type Answer =
  | { readonly kind: 'accepted'; readonly version: number; readonly suite: number; readonly chain: readonly Buffer[] }
  /** A TLS alert by its number, or the end of the connection. */
  | { readonly kind: 'refused'; readonly alert?: number; readonly because?: string }
  | { readonly kind: 'silent' };

const ALERT = 21;
const HANDSHAKE = 22;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const TLS_1_3 = 0x0304;

/**
 * Sends the first message of a TLS connection (RFC 5246, RFC 8446) and reads what comes back; no key is ever agreed on.
 *
 * @param wantsChain reads on until the certificates, which TLS 1.2 and older send in the clear
 */
export function sayHello(
  to: { readonly address: string; readonly port: number },
  offer: Offer,
  timeoutMs: number,
  wantsChain = false,
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ host: to.address, port: to.port });
    let received = Buffer.alloc(0);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => settle({ kind: 'silent' }), timeoutMs);
    socket.once('connect', () => socket.write(clientHello(offer)));
    socket.on('data', (data: Buffer) => {
      received = Buffer.concat([received, data]);
      const answer = answerIn(received, wantsChain);
      if (answer) settle(answer);
    });
    socket.once('end', () => settle({ kind: 'refused', because: 'the connection was closed' }));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const isRefusal = error.code === 'ECONNREFUSED' || error.code === 'ECONNRESET';
      settle(isRefusal ? { kind: 'refused', because: error.message } : { kind: 'silent' });
    });
  });
}

/** undefined: more must come first. */
function answerIn(received: Buffer, wantsChain: boolean): Answer | undefined {
  const messages: Buffer[] = [];
  for (let at = 0; at + 5 <= received.length; ) {
    const type = received.readUInt8(at);
    const end = at + 5 + received.readUInt16BE(at + 3);
    if (end > received.length) break;
    if (type === ALERT) return { kind: 'refused', alert: received.readUInt8(at + 6) };
    if (type === HANDSHAKE) messages.push(received.subarray(at + 5, end));
    else if (messages.length === 0) return { kind: 'refused', because: 'the answer is not TLS' };
    at = end;
  }
  const stream = Buffer.concat(messages);
  let hello: { version: number; suite: number } | undefined;
  for (let at = 0; at + 4 <= stream.length; ) {
    const end = at + 4 + stream.readUIntBE(at + 1, 3);
    if (end > stream.length) break;
    const body = stream.subarray(at + 4, end);
    const type = stream.readUInt8(at);
    if (type === SERVER_HELLO) {
      hello = serverHello(body);
      if (!wantsChain || hello.version === TLS_1_3) return { kind: 'accepted', ...hello, chain: [] };
    }
    if (type === CERTIFICATE && hello) return { kind: 'accepted', ...hello, chain: certificates(body) };
    at = end;
  }
  return undefined;
}

/** RFC 8446, 4.1.3: TLS 1.3 calls itself 1.2 and says its true version in an extension. */
function serverHello(body: Buffer): { version: number; suite: number } {
  const session = body.readUInt8(34);
  const suite = body.readUInt16BE(35 + session);
  let version = body.readUInt16BE(0);
  for (let at = 35 + session + 3 + 2; at + 4 <= body.length; ) {
    if (body.readUInt16BE(at) === SUPPORTED_VERSIONS) version = body.readUInt16BE(at + 4);
    at += 4 + body.readUInt16BE(at + 2);
  }
  return { version, suite };
}

function certificates(body: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 3; at + 3 <= body.length; ) {
    const length = body.readUIntBE(at, 3);
    found.push(body.subarray(at + 3, at + 3 + length));
    at += 3 + length;
  }
  return found;
}

const SERVER_NAME = 0;
const SUPPORTED_GROUPS = 10;
const POINT_FORMATS = 11;
const SIGNATURE_ALGORITHMS = 13;
const SUPPORTED_VERSIONS = 43;
const KEY_SHARE = 51;
const RENEGOTIATION_INFO = 0xff01;

/** x25519, secp256r1, secp384r1, secp521r1, ffdhe2048. */
const GROUPS = [29, 23, 24, 25, 256];
/** ECDSA and RSA (PSS, PKCS #1) with SHA-256, -384, -512 and, for old servers, SHA-1. */
const SIGNATURES = [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201];

function clientHello({ version, suites, name }: Offer): Buffer {
  const extensions = [
    ...(name === undefined ? [] : [extension(SERVER_NAME, list16([u8(0), list16([Buffer.from(name)])]))]),
    extension(SUPPORTED_GROUPS, list16(GROUPS.map(u16))),
    extension(POINT_FORMATS, list8([u8(0)])),
    extension(SIGNATURE_ALGORITHMS, list16(SIGNATURES.map(u16))),
    // No key is offered: a server that takes the rest asks for one (RFC 8446, 4.1.4), and that is answer enough.
    ...(version === TLS_1_3
      ? [extension(SUPPORTED_VERSIONS, list8([u16(TLS_1_3)])), extension(KEY_SHARE, list16([]))]
      : [extension(RENEGOTIATION_INFO, list8([]))]),
  ];
  const body = Buffer.concat([
    u16(Math.min(version, 0x0303)),
    randomBytes(32),
    list8([]),
    list16(suites.map(u16)),
    list8([u8(0)]),
    list16(extensions),
  ]);
  const message = Buffer.concat([u8(1), u8(0), list16([body])]);
  return Buffer.concat([u8(HANDSHAKE), u16(0x0301), list16([message])]);
}

const u8 = (value: number) => Buffer.from([value]);
const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const list8 = (parts: readonly Buffer[]) => withLength(u8, parts);
const list16 = (parts: readonly Buffer[]) => withLength(u16, parts);
const extension = (type: number, body: Buffer) => Buffer.concat([u16(type), list16([body])]);

function withLength(length: (value: number) => Buffer, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([length(body.length), body]);
}
