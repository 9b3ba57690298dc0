import type { z } from 'zod';
import type { Config } from './config.ts';
import { crossProblems } from './cross-check.ts';
import { defaults } from './defaults.ts';
import { fullName } from './exposure.ts';
import type { FileReader } from './files.ts';
import { type ConfigProblem, containsSecret, pathText, shown } from './problem.ts';
import { configShape, type IssueParams } from './shape.ts';
import { warningsOf } from './warnings.ts';

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** What the config is held against, besides itself. */
export interface ParseContext {
  /** Ids that a suppression may name. @default any: they are not checked */
  readonly knownControls?: readonly string[];
  /** `2026-11-23`, for suppressions that ran out. @default they are not looked at */
  readonly today?: string;
}

/** What `sclerite.config.ts` exports → what the kit works on. Pure; every mistake at once, in the order of the file. */
export function parseConfig(raw: unknown, files: FileReader, context: ParseContext = {}): ParsedConfig {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return {
      ok: false,
      problems: [
        { path: '', rule: 'the file has no config in it.', next: 'end it with: export default defineConfig({ … })' },
      ],
    };
  }
  const parsed = configShape(files).safeParse(raw);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => problemOf(issue, raw))),
    ...crossProblems(raw as Readonly<Record<string, unknown>>, files, context),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const config = configOf(parsed.data, files);
  return { ok: true, config, warnings: warningsOf(config, context) };
}

const KEEP_SECRETS_OUT =
  'a secret belongs into an environment variable or a 0600 file that `secrets` refers to; revoke this one';

function problemOf(issue: z.core.$ZodIssue, raw: unknown): ConfigProblem {
  const value = valueAt(raw, issue.path);
  const params = (issue.code === 'custom' ? issue.params : undefined) as IssueParams | undefined;
  // A reader's advice may repeat the value, and this one must not be repeated anywhere.
  const next = containsSecret(value) && params?.show === undefined ? KEEP_SECRETS_OUT : params?.next;
  const isSecretPlace = issue.path[0] === 'secrets';
  const show =
    isSecretPlace || (value === undefined && params?.show === undefined)
      ? null
      : params?.show === undefined
        ? shown(value)
        : params.show;
  return {
    path: pathText(issue.path),
    ...(show === null ? {} : { value: show }),
    rule: ruleOf(issue, value),
    ...(next === undefined ? {} : { next }),
  };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function ruleOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'invalid_type')
    return value === undefined ? 'is missing.' : `is not ${kinds[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join(' ');
  return issue.message;
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    raw,
  );
}

type Shaped = z.output<ReturnType<typeof configShape>>;

/** Written out field by field, so that an unknown key can never travel on. */
function configOf(shaped: Shaped, files: FileReader): Config {
  const { telegram } = shaped.openclaw.channels;
  return {
    project: shaped.project,
    servers: shaped.servers.map(({ name, type, location, image, labels, volume, domain, dns, exposure }) => ({
      name,
      type,
      location,
      image,
      labels,
      ...(volume === undefined ? {} : { volume: { size: volume.size } }),
      ...(domain === undefined ? {} : { domain }),
      ...(dns === undefined ? {} : { domain: fullName(dns), zone: dns.zone }),
      exposure,
    })),
    admin: shaped.admin,
    operators: shaped.operators,
    auditors: shaped.auditors,
    ssh: { from: shaped.ssh.from, keyExchange: shaped.ssh.keyExchange ?? defaults.keyExchange },
    egress: shaped.egress ?? defaults.egress,
    egressPorts: [...new Set(shaped.egressPorts)].sort((a, b) => a - b),
    ...(shaped.fail2ban.exempt.length > 0 && { fail2ban: { exempt: [...new Set(shaped.fail2ban.exempt)] } }),
    ...(shaped.updates.rebootAt !== undefined && { updates: { rebootAt: shaped.updates.rebootAt } }),
    tls: {
      authority: shaped.tls.ca,
      ...(shaped.tls.email === undefined ? {} : { email: shaped.tls.email }),
      challenge: shaped.tls.challenge ?? defaults.tls.challenge,
      profile: shaped.tls.profile ?? defaults.tls.profile,
      from: shaped.tls.from,
      ...(shaped.tls.identity === undefined ? {} : { identity: shaped.tls.identity }),
    },
    openclaw: {
      model: shaped.openclaw.model,
      port: shaped.openclaw.port,
      channels: telegram === undefined ? {} : { telegram: { allowFrom: telegram.allowFrom } },
      tools: { allow: shaped.openclaw.tools.allow },
      ...(shaped.openclaw.registry === undefined ? {} : { registry: shaped.openclaw.registry }),
      controlUi: shaped.openclaw.controlUi,
    },
    secrets: Object.fromEntries(
      Object.entries(shaped.secrets).map(([name, reference]) => [
        name,
        'file' in reference ? { file: files.resolve(reference.file) } : reference,
      ]),
    ),
    suppressions: shaped.suppressions.map(({ control, server, verdict, reason, until }) => ({
      control,
      ...(server === undefined ? {} : { server }),
      ...(verdict === undefined ? {} : { verdict }),
      reason,
      until,
    })),
    extraCaCertificates: [...new Set(shaped.extraCaCertificates.flat())],
  };
}
