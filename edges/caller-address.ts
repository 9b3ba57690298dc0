import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { z } from 'zod';
import { hostCidr } from '../config/cidr.ts';
import type { Config } from '../config/config.ts';
import { KitError } from '../policy/errors.ts';
import type { State } from './state-dir.ts';

/** Answers with the address it was asked from, as plain text, over IPv4 and over IPv6. */
const PUBLIC_URL = 'https://ip.hetzner.com';
const TIMEOUT_MS = 4_000;
/** An address is at most 45 characters long; whatever is longer is a login page. */
const MAX_BYTES = 256;
const FILE = 'caller.json';

const Stored = z.strictObject({
  /** Canonical CIDRs, /32 and /128. */
  cidrs: z.array(z.string()).min(1),
  /** RFC 3339, UTC. */
  seenAt: z.string(),
});

export interface Question {
  readonly url: string;
  /** @default whichever the resolver gives first */
  readonly family?: 4 | 6;
}

export interface CallerEdge {
  readonly env?: NodeJS.ProcessEnv;
  readonly now?: () => Date;
  /** The answer's text. */
  readonly ask?: (question: Question) => Promise<string>;
}

export interface Caller {
  readonly cidrs: readonly string[];
  /** For stderr: what was not as it should be. */
  readonly warnings: readonly string[];
}

/**
 * The addresses that the internet sees this machine with, asked now and kept in the state for `verify`. Where nobody answers,
 * those of the last time are used, with a warning: a plan or a destroy should not fail for that.
 *
 * @throws E_CALLER_UNKNOWN when there are none at all
 */
export async function resolveCaller(config: Config, state: State, edge: CallerEdge = {}): Promise<Caller> {
  if (config.ssh.from !== 'caller') return { cidrs: [], warnings: [] };
  const { env = process.env, now = () => new Date(), ask = askOver } = edge;
  const questions = questionsOf(env);
  const answers = await Promise.allSettled(
    questions.map(async (question) => readAnswer(await ask(question), question)),
  );
  const cidrs = [...new Set(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : [])))].sort();
  if (cidrs.length > 0) {
    state.writeJson(FILE, { cidrs, seenAt: now().toISOString() });
    return { cidrs, warnings: [] };
  }
  const reasons = answers.map(
    (answer, index) => `${nameOf(questions[index])}: ${answer.status === 'rejected' ? wordsOf(answer.reason) : ''}`,
  );
  const stored = state.readJson(FILE, Stored);
  if (stored) {
    return {
      cidrs: stored.cidrs,
      warnings: [
        `this machine's public address could not be found out (${reasons.join('; ')}); the one of ${stored.seenAt} is used: ${stored.cidrs.join(', ')}.`,
      ],
    };
  }
  throw new KitError({
    code: 'E_CALLER_UNKNOWN',
    what: "This machine's public address could not be found out, and SSH would be open to it alone.",
    why: reasons.join('\n'),
    next: "write the addresses you come from into the config, ssh: { from: ['198.51.100.7'] }, or point SCLERITE_CALLER_URL to a page that shows them.",
  });
}

/** What the last deploy or plan found; [] when the config names other sources or nothing was ever deployed. */
export function storedCaller(config: Config, state: State): readonly string[] {
  return config.ssh.from === 'caller' ? (state.readJson(FILE, Stored)?.cidrs ?? []) : [];
}

/** SCLERITE_CALLER_URL may name several pages, separated by commas: one for each family. */
function questionsOf(env: NodeJS.ProcessEnv): readonly Question[] {
  const own = (env.SCLERITE_CALLER_URL ?? '').split(',').map((url) => url.trim());
  const urls = own.filter((url) => url !== '');
  return urls.length > 0
    ? urls.map((url) => ({ url }))
    : [
        { url: PUBLIC_URL, family: 4 },
        { url: PUBLIC_URL, family: 6 },
      ];
}

function readAnswer(text: string, question: Question): string {
  const cidr = hostCidr(text);
  if (cidr === undefined)
    throw new Error(`it answered with something that is no address: ${JSON.stringify(text.slice(0, 40))}`);
  if (question.family !== undefined && cidr.includes(':') !== (question.family === 6)) {
    throw new Error(`asked over IPv${question.family}, it answered ${text.trim()}`);
  }
  return cidr;
}

/** fetch cannot be told which family to use. */
function askOver({ url, family }: Question): Promise<string> {
  const get = url.startsWith('https:') ? httpsGet : httpGet;
  return new Promise((resolve, reject) => {
    const request = get(url, {
      ...(family === undefined ? {} : { family }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { accept: 'text/plain' },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length <= MAX_BYTES) return;
        reject(new Error('the answer is too long for an address'));
        response.destroy();
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`it answered with HTTP ${response.statusCode}`));
      });
    });
  });
}

const nameOf = (question: Question | undefined) =>
  `${question?.url}${question?.family === undefined ? '' : ` over IPv${question.family}`}`;

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}
