import { z } from 'zod';
import { readCertificates } from './certificate.ts';
import { readCidr } from './cidr.ts';
import { defaults } from './defaults.ts';
import { readAuthority, readEmail, readExposure, readRecordName, readWebSources } from './exposure.ts';
import type { FileReader } from './files.ts';
import {
  readDay,
  readHour,
  readModel,
  readReason,
  readRegistry,
  readSecretReference,
  readSshSources,
  readTelegramUser,
  readTool,
} from './leaves.ts';
import { readCloudLabels, readDomain, readLabel, readLogin } from './name.ts';
import { readAuditor, readOperator } from './operator-key.ts';
import { bad, good, type LeafProblem, type Read } from './problem.ts';
import { unknownKeys } from './unknown-keys.ts';

/** What an issue of ours carries beside zod's own fields. */
export interface IssueParams {
  readonly next?: string;
  readonly show?: string | null;
}

/** A value whose rule is one of our pure readers; a reader that takes `undefined` makes it optional. */
function leaf<T>(read: (value: unknown) => Read<T>) {
  return z
    .unknown()
    .optional() // or zod would answer for a missing key before the reader could
    .transform((value, context): T => {
      const result = read(value);
      if (result.ok) return result.value;
      for (const problem of result.problems) {
        context.addIssue(issueOf(value === undefined ? { ...problem, rule: 'is missing.' } : problem));
      }
      return z.NEVER;
    });
}

/** The same, where leaving it out means the default. */
function leafOr<T>(read: (value: unknown) => Read<T>, fallback: T) {
  return leaf((value) => (value === undefined ? good(fallback) : read(value)));
}

function issueOf({ path, rule, next, show }: LeafProblem) {
  const params: IssueParams = { ...(next === undefined ? {} : { next }), ...(show === undefined ? {} : { show }) };
  return { code: 'custom' as const, message: rule, path: [...(path ?? [])], params: { ...params } };
}

/** An object that knows its keys; each unknown one is its own mistake, found even when others are there. */
function object<Shape extends z.ZodRawShape>(shape: Shape, reasons: Readonly<Record<string, string>> = {}) {
  const known = Object.keys(shape);
  const check = z.check<Record<string, unknown>>(({ value, issues }) => {
    for (const problem of unknownKeys(value, known, reasons)) issues.push({ ...issueOf(problem), input: value });
  });
  check._zod.def.when = () => true;
  return z.looseObject(shape).check(check as never);
}

const needsPlugin = (name: string) =>
  `is not offered: OpenClaw has no ${name} channel on board and would download a plugin for it at start, past every pinned hash.`;

/** The channels that people ask for first; anything else unknown is simply no option. */
const channelReasons = Object.fromEntries(
  [
    'discord',
    'slack',
    'whatsapp',
    'signal',
    'matrix',
    'msteams',
    'googlechat',
    'mattermost',
    'irc',
    'line',
    'imessage',
  ].map((name) => [name, needsPlugin(name)]),
);

const literal = (only: string, why: string) =>
  leafOr((value) => (value === only ? good(only) : bad(why, `write "${only}", or leave it out`)), only);

const integer = (low: number, high: number, unit: string) =>
  z
    .number()
    .refine(
      (value) => Number.isInteger(value) && value >= low && value <= high,
      `is no whole number from ${low} to ${high}${unit}.`,
    );

/** A word that the API will know or not. */
const word = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i, 'is no name as Hetzner writes it, such as "cx23" or "nbg1".');

const server = object({
  name: leaf(readLabel),
  type: word.default(defaults.type),
  location: word.default(defaults.location),
  image: literal(
    defaults.image,
    'is not supported: every check and every sandbox setting was measured on Debian 13.',
  ) as z.ZodType<'debian-13'>,
  labels: leafOr(readCloudLabels, {}),
  volume: object({ size: integer(10, 10_240, ' gigabytes, as Hetzner sells volumes') }).optional(),
  domain: leafOr<string | undefined>(readDomain, undefined),
  dns: object({ zone: leaf(readDomain), name: leaf(readRecordName) }).optional(),
  exposure: leafOr(readExposure, 'tunnel'),
});

const oneOf = <const Word extends string>(words: readonly Word[]) =>
  leaf<Word | undefined>((value) => {
    const found = words.find((word) => word === value);
    if (found !== undefined || value === undefined) return good(found);
    const known = words.map((word) => `'${word}'`).join(' and ');
    return bad(words.length === 1 ? `is not ${known}.` : `is none of ${known}.`, 'or leave it out');
  });

/** The whole file. Built per call, because reading keys and certificates needs the operator's files. */
export function configShape(files: FileReader) {
  return object({
    project: leafOr(readLabel, defaults.project),
    servers: z.array(server).min(1, 'is empty: name at least one server.').max(100, 'has more than 100 servers.'),
    admin: leafOr(readLogin, defaults.admin),
    operators: z
      .array(leaf((value) => readOperator(value, files)))
      .min(1, 'is empty: without a key nobody could log in.'),
    auditors: z.array(leaf((value) => readAuditor(value, files))).default([]),
    ssh: object({
      from: leaf(readSshSources),
      keyExchange: oneOf(['post-quantum-first', 'post-quantum-only']),
    }).prefault({ from: defaults.sshFrom }),
    egress: oneOf(['web', 'open']),
    egressPorts: z.array(integer(1, 65_535, '')).default([]),
    fail2ban: object({ exempt: z.array(leaf(readCidr)).default([]) }).prefault({}),
    updates: object({ rebootAt: leaf(readHour) }).prefault({}),
    tls: object({
      ca: leaf((value) => readAuthority(value, files)),
      email: leaf(readEmail),
      challenge: oneOf(['http-01', 'dns-01']),
      profile: oneOf(['intermediate', 'modern']),
      from: leaf(readWebSources),
      identity: oneOf(['password']),
    }).prefault({}),
    openclaw: object({
      model: leafOr(readModel, defaults.model),
      port: integer(1024, 65_535, '; lower ports need rights that the gateway does not have').default(defaults.port),
      channels: object(
        {
          telegram: object({ allowFrom: z.array(leaf(readTelegramUser)).default([]) }).optional(),
        },
        channelReasons,
      ).prefault({}),
      tools: object({ allow: z.array(leaf(readTool)).default([]) }).prefault({}),
      registry: leafOr<string | undefined>(readRegistry, undefined),
      controlUi: z.boolean().default(false),
    }).prefault({}),
    secrets: z
      .record(
        z
          .string()
          .regex(
            /^[a-z][a-z0-9-]{0,62}$/,
            'is no name of a secret: a provider or a channel, such as "anthropic" or "telegram".',
          ),
        leaf(readSecretReference),
      )
      .default({}),
    suppressions: z
      .array(
        object({
          control: z.string(),
          server: z.string().optional(),
          verdict: oneOf(['fail', 'cannot-tell']),
          reason: leaf(readReason),
          until: leaf(readDay),
        }),
      )
      .default([]),
    extraCaCertificates: z.array(leaf((value) => readCertificates(value, files))).default([]),
  });
}
