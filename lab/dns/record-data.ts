/** Record values as the API takes them (zone file syntax) and as they go over the wire. Pure. */
import { isIPv4, isIPv6 } from 'node:net';
import type { Answer } from 'dns-packet';

/** What dns-packet encodes for the types that the lab serves. */
type Served = Exclude<Answer, { type: 'OPT' }>;
export type RecordData = Served extends infer A
  ? A extends { type: infer T; data: infer D }
    ? { type: T; data: D }
    : never
  : never;

/** Every type that Hetzner knows (API reference). */
export const rrsetTypes = [
  ...[
    'A',
    'AAAA',
    'CAA',
    'CNAME',
    'DS',
    'HINFO',
    'HTTPS',
    'MX',
    'NS',
    'PTR',
    'RP',
    'SOA',
    'SRV',
    'SVCB',
    'TLSA',
    'TXT',
  ],
] as const;

/** Those of them the lab's name server has no wire form for. */
export const unservedTypes: ReadonlySet<string> = new Set(['HTTPS', 'SVCB']);

/** The value is not one of its type; the message says what would be. */
export class RecordFault extends Error {}

const longestString = 255;

type Parse = (value: string, zone: string) => RecordData;

const parsers: Readonly<Record<string, Parse>> = {
  A: (value) => {
    if (!isIPv4(value)) throw new RecordFault('must be an IPv4 address');
    return { type: 'A', data: value };
  },
  AAAA: (value) => {
    if (!isIPv6(value) || value.includes('%')) throw new RecordFault('must be an IPv6 address');
    return { type: 'AAAA', data: value };
  },
  CAA: (value) => {
    const found = /^(\d{1,3}) ([a-z0-9]{1,15}) "((?:[^"\\]|\\.)*)"$/.exec(value);
    const flags = Number(found?.[1]);
    if (found === null || flags > 255) {
      throw new RecordFault('must be flags, tag and quoted value, such as 0 issue "letsencrypt.org"');
    }
    const text = bytesOf(found[3] ?? '').toString();
    return { type: 'CAA', data: { flags, tag: found[2] as 'issue', value: text } };
  },
  CNAME: (value, zone) => ({ type: 'CNAME', data: target(value, zone) }),
  DS: (value) => {
    const [keyTag, algorithm, digestType, digest] = fields(value, 4, 'key tag, algorithm, digest type and digest');
    const data = {
      keyTag: number(keyTag, 65_535),
      algorithm: number(algorithm, 255),
      digestType: number(digestType, 255),
      digest: hex(digest),
    };
    return { type: 'DS', data };
  },
  HINFO: (value) => {
    const [cpu, os, ...rest] = strings(value);
    if (cpu === undefined || os === undefined || rest.length > 0) throw new RecordFault('must be two quoted strings');
    return { type: 'HINFO', data: { cpu: cpu.toString(), os: os.toString() } };
  },
  MX: (value, zone) => {
    const [preference, exchange = ''] = fields(value, 2, 'preference and host, such as 10 mail.example.com.');
    return { type: 'MX', data: { preference: number(preference, 65_535), exchange: target(exchange, zone) } };
  },
  NS: (value, zone) => ({ type: 'NS', data: target(value, zone) }),
  PTR: (value, zone) => ({ type: 'PTR', data: target(value, zone) }),
  RP: (value, zone) => {
    const [mbox = '', txt = ''] = fields(value, 2, 'mailbox and name of a TXT record');
    return { type: 'RP', data: { mbox: target(mbox, zone), txt: target(txt, zone) } };
  },
  SOA: (value, zone) => {
    const [mname = '', rname = '', ...times] = fields(value, 7, 'nameserver, mailbox, serial and four times');
    const [serial = 0, refresh = 0, retry = 0, expire = 0, minimum = 0] = times.map((text) =>
      number(text, 2 ** 32 - 1),
    );
    const data = { mname: target(mname, zone), rname: target(rname, zone), serial, refresh, retry, expire, minimum };
    return { type: 'SOA', data };
  },
  SRV: (value, zone) => {
    const [priority, weight, port, host = ''] = fields(value, 4, 'priority, weight, port and host');
    const [first, second, third] = [priority, weight, port].map((text) => number(text, 65_535));
    return {
      type: 'SRV',
      data: { priority: first ?? 0, weight: second ?? 0, port: third ?? 0, target: target(host, zone) },
    };
  },
  TLSA: (value) => {
    const [usage, selector, matchingType, digest] = fields(value, 4, 'usage, selector, matching type and digest');
    const data = {
      usage: number(usage, 255),
      selector: number(selector, 255),
      matchingType: number(matchingType, 255),
      certificate: hex(digest),
    };
    return { type: 'TLSA', data };
  },
  TXT: (value) => ({ type: 'TXT', data: strings(value) }),
};

/**
 * Reads one value. Names without a dot at the end are relative to the zone, as in a zone file.
 * @param zone without a dot at the end
 * @throws RecordFault
 */
export function parseRecord(type: string, value: string, zone: string): RecordData {
  const parse = parsers[type];
  if (parse === undefined) throw new RecordFault(`records of type ${type} are not served by this lab`);
  return parse(value, zone);
}

/** A host name in a record's value, absolute and without its last dot; the root is ''. */
function target(text: string, zone: string): string {
  if (text === '.') return '';
  const name = text === '@' ? zone : text.endsWith('.') ? text.slice(0, -1) : `${text}.${zone}`;
  const labels = name.split('.');
  if (name.length > 253 || !labels.every((label) => /^(?:\*|[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)$/i.test(label))) {
    throw new RecordFault(`'${text}' is not a domain name (a full one ends with a dot)`);
  }
  return name.toLowerCase();
}

function fields(value: string, count: number, what: string): string[] {
  const found = value.split(/ +/);
  if (found.length !== count || found.includes('')) throw new RecordFault(`must be ${what}`);
  return found;
}

function number(text: string | undefined, largest: number): number {
  if (text === undefined || !/^\d{1,10}$/.test(text) || Number(text) > largest) {
    throw new RecordFault(`'${text}' is not a number from 0 to ${largest}`);
  }
  return Number(text);
}

function hex(text: string | undefined): Buffer {
  if (text === undefined || !/^(?:[0-9a-f]{2})+$/i.test(text)) throw new RecordFault(`'${text}' is not hexadecimal`);
  return Buffer.from(text, 'hex');
}

/** `"one" "two"`: one or more quoted strings of at most 255 bytes each. */
function strings(value: string): Buffer[] {
  if (!/^"(?:[^"\\]|\\.)*"(?: +"(?:[^"\\]|\\.)*")*$/.test(value)) {
    throw new RecordFault('must consist of one or more quoted strings, such as "v=spf1 -all"');
  }
  const found = [...value.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = '']) => bytesOf(text));
  const longest = Math.max(...found.map((text) => text.length));
  if (longest > longestString) {
    throw new RecordFault(
      `a quoted string has ${longest} bytes; more than ${longestString} have to be split into several`,
    );
  }
  return found;
}

/** `\"` is a quote, `\\` a backslash, `\065` the byte 65 (RFC 1035, section 5.1). */
function bytesOf(text: string): Buffer {
  const parts = [...text.matchAll(/\\(\d{3})|\\(.)|([^\\]+)/gs)].map(([, decimal, escaped, plain]) => {
    if (decimal === undefined) return Buffer.from(escaped ?? plain ?? '');
    if (Number(decimal) > 255) throw new RecordFault(`\\${decimal} is not a byte`);
    return Buffer.from([Number(decimal)]);
  });
  return Buffer.concat(parts);
}
