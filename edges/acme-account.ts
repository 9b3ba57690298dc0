import { createHash } from 'node:crypto';
import type { JWK } from 'jose'; // loaded only where something is signed: every verify reads this file
import { z } from 'zod';
import type { Authority } from '../config/config.ts';
import { KitError, usageError } from '../policy/errors.ts';
import { type AcmeAnswer, acmeRequest } from './acme-request.ts';
import { escapeLine } from './escape.ts';
import type { State } from './state-dir.ts';

/** The project's account at a CA. It is made on the operator's machine, so that it outlives every server. */
export interface AcmeAccount {
  /** Address of the CA's directory. */
  readonly directory: string;
  /** The account's own address (RFC 8555, 7.3): what CAA records bind to. */
  readonly url: string;
  /** Its private key, P-256. */
  readonly key: JWK;
}

export interface EnsuredAccount {
  /** undefined: the CA was not reached, or refused for now. */
  readonly account: AcmeAccount | undefined;
  /** For stderr. */
  readonly warnings: readonly string[];
}

const Stored = z.object({
  directory: z.string(),
  /** Missing: the key is there, the CA does not know it yet. */
  url: z.string().optional(),
  email: z.string().optional(),
  key: z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() }),
});
type Stored = z.infer<typeof Stored>;

/** One per directory, 0600 like everything in the state: `acme/acme-v02.api.letsencrypt.org-1a2b3c4d.json`. */
function fileOf(directory: string): string {
  const digest = createHash('sha256').update(directory).digest('hex').slice(0, 8);
  return `acme/${new URL(directory).hostname}-${digest}.json`;
}

/** What is registered already; no request. undefined: nothing is. @throws E_STATE_READ, E_STATE_DAMAGED */
export function accountOf(state: State, { directory }: Authority): AcmeAccount | undefined {
  const stored = state.readJson(fileOf(directory), Stored);
  return stored?.url === undefined ? undefined : { directory, url: stored.url, key: stored.key };
}

/**
 * The project's account: the stored one without any request, unless the e-mail has changed; else a new one. A CA that cannot
 * be reached, or refuses for now, is a warning and never the end of a deploy.
 *
 * @param options.again the CA says that it does not know the account: register once more, with the same key
 * @param options.isDeploy ask the CA whether it still knows the account: what is planned names it, so this is the time to find out
 * @throws E_ACME_CONTACT (64) when the CA refuses the e-mail
 */
export async function ensureAccount(
  state: State,
  authority: Authority,
  email: string | undefined,
  { again = false, isDeploy = false }: { readonly again?: boolean; readonly isDeploy?: boolean } = {},
): Promise<EnsuredAccount> {
  const file = fileOf(authority.directory);
  const stored = state.readJson(file, Stored);
  const isSettled = stored?.url !== undefined && !again && stored.email === email;
  if (isSettled && !isDeploy) return { account: accountOf(state, authority), warnings: [] };
  const key = stored?.key ?? (await newKey());
  const keep = (url: string | undefined) =>
    state.writeJson(file, {
      directory: authority.directory,
      ...(url === undefined ? {} : { url }),
      ...(email === undefined ? {} : { email }),
      key,
    } satisfies Stored);
  // On disk before the CA hears of it: an answer that is lost on its way is found again by the same key.
  if (stored === undefined) state.writeJson(file, { directory: authority.directory, key } satisfies Stored);
  try {
    // Registering a key that the CA knows finds its account (RFC 8555, 7.3.1) and changes nothing.
    const { url, terms } = await register(authority, key, email, again || isSettled ? undefined : stored?.url);
    keep(url);
    const isNew = stored?.url === undefined;
    const isForgotten = isSettled && url !== stored.url;
    return {
      account: { directory: authority.directory, url, key },
      warnings: [
        ...(isNew && terms !== undefined ? [`ordering certificates means agreeing to the CA's terms: ${terms}`] : []),
        ...(isForgotten ? ['the CA did not know the project’s account any more: the same key has a new one now'] : []),
      ],
    };
  } catch (error) {
    if (!(error instanceof KitError) || error.exitCode === 64) throw error;
    const account = again ? undefined : accountOf(state, authority);
    // Whether a certificate is missed because of this, the certificate program will say.
    if (isSettled) return { account, warnings: [] };
    return {
      account,
      warnings: [
        account === undefined
          ? `no account at the CA this time, so CAA does not name one yet: ${error.message} ${error.why} The next deploy tries again.`
          : `the CA still writes to ${stored?.email ?? 'nobody'}: ${error.message} ${error.why}`,
      ],
    };
  }
}

async function newKey(): Promise<Stored['key']> {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return Stored.shape.key.parse(await exportJWK(privateKey));
}

const Directory = z.object({
  newNonce: z.url(),
  newAccount: z.url(),
  meta: z.object({ termsOfService: z.string().optional() }).optional(),
});

/** RFC 8555, 6.5: a nonce may be refused at any time, and the refusal brings the next one. */
const TRIES = 6;

async function register(
  authority: Authority,
  key: Stored['key'],
  email: string | undefined,
  known: string | undefined,
): Promise<{ readonly url: string; readonly terms: string | undefined }> {
  const answer = await acmeRequest(authority, authority.directory);
  const directory = Directory.safeParse(answer.json);
  if (answer.status !== 200 || !directory.success) throw refused(authority, answer, 'has no ACME directory there');
  const { newNonce, newAccount, meta } = directory.data;
  const contact = email === undefined ? [] : [`mailto:${email}`];
  const target = known ?? newAccount;
  const payload = JSON.stringify(known === undefined ? { termsOfServiceAgreed: true, contact } : { contact });
  const { FlattenedSign, importJWK } = await import('jose');
  const privateKey = await importJWK(key, 'ES256');
  const { d: _, ...publicKey } = key;

  let nonce = (await acmeRequest(authority, newNonce, { method: 'HEAD' })).nonce;
  for (let tries = 1; ; tries += 1) {
    if (nonce === undefined) throw refused(authority, answer, 'gives no nonce');
    const jws = await new FlattenedSign(new TextEncoder().encode(payload))
      .setProtectedHeader({
        alg: 'ES256',
        nonce,
        url: target,
        ...(known === undefined ? { jwk: publicKey } : { kid: known }),
      })
      .sign(privateKey);
    const reply = await acmeRequest(authority, target, { method: 'POST', body: JSON.stringify(jws) });
    const problem = problemOf(reply);
    if (problem.type === 'badNonce' && tries < TRIES) {
      nonce = reply.nonce ?? (await acmeRequest(authority, newNonce, { method: 'HEAD' })).nonce;
      continue;
    }
    if (problem.type === 'accountDoesNotExist' && known !== undefined)
      return register(authority, key, email, undefined);
    if (problem.type === 'invalidContact' || problem.type === 'unsupportedContact')
      throw contactRefused(authority, email, problem);
    const url = known ?? reply.location;
    if ((reply.status === 200 || reply.status === 201) && url !== undefined)
      return { url, terms: meta?.termsOfService };
    throw refused(authority, reply, 'does not register the account');
  }
}

interface Problem {
  /** What follows `urn:ietf:params:acme:error:`; undefined: no problem document. */
  readonly type: string | undefined;
  readonly detail: string;
}

function problemOf({ json }: AcmeAnswer): Problem {
  const parsed = z.object({ type: z.string(), detail: z.string().default('') }).safeParse(json);
  return parsed.success
    ? { type: parsed.data.type.replace(/^urn:ietf:params:acme:error:/, ''), detail: parsed.data.detail }
    : { type: undefined, detail: '' };
}

function contactRefused({ directory }: Authority, email: string | undefined, { type, detail }: Problem): KitError {
  return usageError({
    code: 'E_ACME_CONTACT',
    what: `The CA at ${new URL(directory).host} refuses the e-mail address ${email ?? '(none)'}.`,
    why: escapeLine(`${type}: ${detail}`),
    next: 'correct tls.email in the config, or leave it out; nothing was changed.',
  });
}

function refused({ directory }: Authority, answer: AcmeAnswer, what: string): KitError {
  const { type, detail } = problemOf(answer);
  const until = type === 'rateLimited' ? ` It takes requests again ${answer.retryAfter ?? 'later'}.` : '';
  return new KitError({
    code: type === 'rateLimited' ? 'E_ACME_LIMITED' : 'E_ACME_REFUSED',
    what: `The CA at ${new URL(directory).host} ${what}.`,
    why: escapeLine(`it answered ${answer.status}${type === undefined ? '' : ` ${type}: ${detail}`}.${until}`),
    next: type === 'rateLimited' ? 'wait until then.' : 'see whether tls.ca is right, then run this again.',
  });
}
