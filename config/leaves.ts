import { providerOf, providers } from '../openclaw/providers.ts';
import { toolProblem } from '../openclaw/tools.ts';
import { readCidr } from './cidr.ts';
import type { SecretReference, SshSources } from './config.ts';
import { looksLikeSecret } from './looks-like-secret.ts';
import { suggestion } from './near.ts';
import { bad, good, type LeafProblem, type Read } from './problem.ts';

export function readSshSources(value: unknown): Read<SshSources> {
  if (value === undefined || value === 'caller') return good('caller');
  if (value === 'anywhere') return good('anywhere');
  if (Array.isArray(value) && value.length === 0)
    return bad('is empty: nobody could reach SSH, not even the deploy.', "write 'caller' or your addresses");
  return readSourceList(value, ['caller', 'anywhere']);
}

/** @param words what may stand in place of the list, and not in it */
export function readSourceList(value: unknown, words: readonly string[]): Read<readonly string[]> {
  const rule = `is none of ${words.map((word) => `'${word}'`).join(', ')} and a list of addresses.`;
  if (typeof value === 'string') return bad(rule, `write from: ['${value}'] if it is an address`);
  if (!Array.isArray(value)) return bad(rule);
  if (value.length === 0) return bad('is empty: nobody could reach it.', `write '${words.at(-1)}' or the addresses`);
  if (value.length > 100)
    return bad(`has ${value.length} entries; Hetzner takes 100 in one rule.`, 'join neighbours to blocks', null);
  const problems: LeafProblem[] = [];
  const cidrs = new Set<string>();
  for (const [index, entry] of value.entries()) {
    const cidr: Read<string> =
      entry === 'caller' || entry === 'anywhere'
        ? bad('stands alone, not in a list.', words.includes(entry) ? `write from: '${entry}'` : undefined)
        : readCidr(entry);
    if (cidr.ok) cidrs.add(cidr.value);
    else problems.push(...cidr.problems.map((problem) => ({ ...problem, path: [index, ...(problem.path ?? [])] })));
  }
  return problems.length === 0 ? good([...cidrs]) : { ok: false, problems };
}

const REFERENCE = "write { env: 'NAME' } or { file: '~/path' } (mode 0600), and put the value there";

/** A reference, never the value. Nothing of what stands here is shown when it could be the value. */
export function readSecretReference(value: unknown): Read<SecretReference> {
  if (typeof value === 'string') {
    return bad('takes a reference to a secret, never the secret itself.', REFERENCE, null);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return bad('takes a reference to a secret.', REFERENCE, null);
  const { env, file, ...rest } = value as Record<string, unknown>;
  const isOne = (env === undefined) !== (file === undefined) && Object.keys(rest).length === 0;
  if (!isOne) return bad('takes exactly one of env and file.', REFERENCE, null);
  if (typeof env === 'string') {
    if (looksLikeSecret(env) || !/^[A-Za-z_]\w*$/.test(env)) {
      return bad(
        looksLikeSecret(env)
          ? 'takes the name of an environment variable, and this looks like its value.'
          : 'is no name of an environment variable.',
        "for instance { env: 'ANTHROPIC_API_KEY' }; a value that was written here should be revoked",
        null,
      );
    }
    return good({ env });
  }
  if (typeof file === 'string' && file !== '') {
    return looksLikeSecret(file)
      ? bad('takes the path of a file, and this looks like the secret itself.', REFERENCE, null)
      : good({ file });
  }
  return bad('takes a reference to a secret.', REFERENCE, null);
}

export function readModel(value: unknown): Read<string> {
  if (typeof value !== 'string' || value === '')
    return bad('is no text of the form "provider/model".', 'for instance "anthropic/claude-sonnet-4-6"');
  if (!value.includes('/')) {
    const guess = /^claude/.test(value)
      ? 'anthropic'
      : /^(gpt|o\d)/.test(value)
        ? 'openai'
        : /^gemini/.test(value)
          ? 'google'
          : 'PROVIDER';
    return bad('names a model without its provider.', `write "${guess}/${value}"`);
  }
  if (!/^[a-z0-9][a-z0-9-]*\/[\w.:@/-]+$/.test(value)) {
    return bad('is not "provider/model".', 'for instance "anthropic/claude-sonnet-4-6"');
  }
  // Any other provider would make OpenClaw fetch a plugin at start, past every pinned hash.
  const provider = providerOf(value);
  return providers.includes(provider)
    ? good(value)
    : bad(`has a provider that is not on board of OpenClaw.`, suggestion(provider, providers));
}

export function readRegistry(value: unknown): Read<string> {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol))
    return bad('is no http(s) address.', 'leave it out to use what `npm config get registry` says');
  if (url.username !== '' || url.password !== '')
    return bad(
      'has a name or password in it, which would end up on the server.',
      'use a registry that needs none',
      null,
    );
  return good(url.href.replace(/\/+$/, ''));
}

/** A Telegram user's number: names change hands, numbers do not. */
export function readTelegramUser(value: unknown): Read<string> {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^\d{3,15}$/.test(text)) return good(text);
  if (text === '*') return bad('lets every Telegram user command the agent.', 'list the numbers of those who may');
  return bad('is no Telegram user number.', 'send a message to @userinfobot to learn yours');
}

/** A calendar day that exists. */
export function readDay(value: unknown): Read<string> {
  const isDay =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    !Number.isNaN(Date.parse(`${value}T00:00:00Z`)) &&
    new Date(`${value}T00:00:00Z`).toISOString().startsWith(value);
  return isDay ? good(value) : bad('is no day.', 'write it as "2027-01-31"');
}

/** An hour of every day, `04:30`; undefined: the default. */
export function readHour(value: unknown): Read<string | undefined> {
  if (value === undefined) return good(undefined);
  return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
    ? good(value)
    : bad('is no hour of a day.', 'write it with 24 hours and in UTC, for instance "04:30"');
}

/** A sentence that says something. */
export function readReason(value: unknown): Read<string> {
  return typeof value === 'string' && value.trim().length >= 10
    ? good(value.trim())
    : bad(
        'is missing or too short: a reason that a colleague can judge, 10 characters at least.',
        'say why it is acceptable until then',
      );
}

/** A tool that may be granted; the hardening denies some for good. */
export function readTool(value: unknown): Read<string> {
  if (typeof value !== 'string') return bad('is not a text.');
  const rule = toolProblem(value);
  return rule === undefined ? good(value) : bad(rule);
}
