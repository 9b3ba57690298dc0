/** DNS messages (RFC 1035, section 4): queries from bytes, replies to bytes. Pure. */
import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  decode,
  encode,
  type Question,
  RECURSION_AVAILABLE,
  TRUNCATED_RESPONSE,
} from 'dns-packet';
import { type Finding, type NamedRecord, rcodes } from './answer.ts';

export interface Query {
  readonly id: number;
  readonly question: Question;
  readonly isRecursionDesired: boolean;
  /** The bits a reply repeats: recursion desired, checking disabled. */
  readonly repeatedFlags: number;
  /** What the asker takes in a datagram, bytes. */
  readonly datagramBytes: number;
  /** EDNS (RFC 6891): a reply to a query that has it has it, too. */
  readonly hasEdns: boolean;
}

export type Reading =
  | { readonly kind: 'query'; readonly query: Query }
  /** Answered with this code alone. */
  | { readonly kind: 'refused'; readonly reply: Buffer }
  /** No question at all: a reply, or rubbish. Answering it could begin an endless exchange. */
  | { readonly kind: 'silence' };

const headerBytes = 12;
const plainDatagramBytes = 512;
/** What passes every link in one piece (DNS flag day 2020). */
const largestDatagramBytes = 1232;

export function readQuery(bytes: Buffer): Reading {
  if (bytes.length < headerBytes || (bytes[2] ?? 0) >= 0x80) return { kind: 'silence' };
  const id = bytes.readUInt16BE(0);
  const flags = bytes.readUInt16BE(2);
  const refused = (rcode: number): Reading => ({
    kind: 'refused',
    reply: encode({ type: 'response', id, flags: (flags & 0x7900) | rcode }), // opcode and "recursion desired" as they came
  });
  if (((flags >> 11) & 0xf) !== 0) return refused(rcodes.notImplemented);
  const packet = decoded(bytes);
  const [question, ...more] = packet?.questions ?? [];
  if (packet === undefined || question === undefined || more.length > 0) return refused(rcodes.formatError);
  if (question.class !== 'IN' && question.class !== 'ANY') return refused(rcodes.refused);
  const edns = packet.additionals?.find((record) => record.type === 'OPT');
  const asked = edns?.udpPayloadSize ?? plainDatagramBytes;
  const query: Query = {
    id,
    question,
    isRecursionDesired: packet.flag_rd,
    repeatedFlags: flags & 0x0110,
    datagramBytes: Math.max(plainDatagramBytes, Math.min(asked, largestDatagramBytes)),
    hasEdns: edns !== undefined,
  };
  return { kind: 'query', query };
}

/** @param mostBytes a longer reply is sent empty and marked as cut: the asker comes back over TCP */
export function writeReply(query: Query, finding: Finding, mostBytes: number): Buffer {
  const flags =
    query.repeatedFlags |
    RECURSION_AVAILABLE |
    (finding.isAuthoritative ? AUTHORITATIVE_ANSWER : 0) |
    (finding.rcode & 0xf);
  // The name as it was asked for: some askers mix upper and lower case and want it back (draft-vixie-dnsext-dns0x20).
  const asked = query.question.name.replace(/\.$/, '');
  const named = (record: NamedRecord): Answer =>
    ({ ...record, name: record.name === asked.toLowerCase() ? asked : record.name, class: 'IN' }) as Answer;
  const additionals: Answer[] = query.hasEdns ? [edns()] : [];
  const packet = { type: 'response' as const, id: query.id, questions: [query.question], additionals };
  const whole = encode({
    ...packet,
    flags,
    answers: finding.answers.map(named),
    authorities: finding.authorities.map(named),
  });
  return whole.length <= mostBytes ? whole : encode({ ...packet, flags: flags | TRUNCATED_RESPONSE });
}

/** A query of the lab's own, for the rest of an alias. */
export const writeQuery = (id: number, name: string, type: Question['type'], recursionDesired = 0x0100): Buffer =>
  encode({ type: 'query', id, flags: recursionDesired, questions: [{ name, type }], additionals: [edns()] });

/** The answers of a reply and its code; undefined when it is none. */
export function readReply(bytes: Buffer): { readonly rcode: number; readonly answers: readonly Answer[] } | undefined {
  const packet = decoded(bytes);
  return packet && { rcode: bytes.readUInt16BE(2) & 0xf, answers: packet.answers ?? [] };
}

const edns = (): Answer => ({
  type: 'OPT',
  name: '.',
  udpPayloadSize: largestDatagramBytes,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
});

/** dns-packet throws whatever comes up; that the bytes are no message is all there is to know. */
function decoded(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
