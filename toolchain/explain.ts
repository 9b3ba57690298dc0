import { type ErrorCode, type ExitCode, KitError } from '../policy/errors.ts';
import { printable } from '../policy/printable.ts';

interface Known {
  /** Looked for in everything that cdktf and Terraform printed, without colours and frames. */
  readonly says: RegExp;
  readonly code: ErrorCode;
  readonly next: string;
  /** @default 1 */
  readonly exitCode?: ExitCode;
}

const retry = 'run the same command again: what was made is recorded, only the rest is done.';

/** Measured with the provider 1.68.0: after an import it takes the addresses it was given for others, and deletes them. */
const leftOver =
  'If a deploy was cut off and it made that (it carries the label sclerite and nothing is on it yet), delete it in the console and run the same command again; do not import a server: the provider would delete its addresses.';

/**
 * How the hcloud provider 1.68.0 (`message (code, correlation id)`), Terraform and the kernel word what can go wrong; the
 * most specific first, because one failure often drags others behind it.
 */
const known: readonly Known[] = [
  {
    says: /Missing Hetzner Cloud API token/,
    code: 'E_TOKEN_MISSING',
    exitCode: 64,
    next: 'export HCLOUD_TOKEN, a token with read and write permission from the project\'s "Security" page.',
  },
  {
    says: /entered token is invalid/,
    code: 'E_TOKEN_MALFORMED',
    exitCode: 64,
    next: 'copy HCLOUD_TOKEN again: a token is exactly 64 characters long, without quotes or spaces.',
  },
  {
    says: /\(unauthorized\b/,
    code: 'E_API_UNAUTHORIZED',
    next: 'make a new token in the project the servers belong to, and export it as HCLOUD_TOKEN.',
  },
  {
    says: /\((?:token_readonly|forbidden)\b/,
    code: 'E_API_FORBIDDEN',
    next: 'the token may lack write permission, or the account may not do this: see the console, then run this again.',
  },
  {
    says: /\(resource_limit_exceeded\b/,
    code: 'E_API_LIMIT',
    next: 'delete what is no longer needed, or ask for a higher limit in the console.',
  },
  {
    says: /\(uniqueness_error\b/,
    code: 'E_API_NAME_TAKEN',
    next: `something of that name is there that this project has no record of. ${leftOver} Else rename it, or change the name in the config.`,
  },
  {
    says: /\((?:resource_unavailable|placement_error)\b/,
    code: 'E_API_UNAVAILABLE',
    next: 'that type is sold out at that location: choose another in the config, or try again later.',
  },
  {
    says: /\(protected\b/,
    code: 'E_API_PROTECTED',
    next: 'take the delete protection off in the console first.',
  },
  {
    says: /\((?:locked|conflict|robot_unavailable)\b/,
    code: 'E_API_LOCKED',
    next: `another action still runs on it: wait a minute, then ${retry}`,
  },
  {
    says: /\(rate_limit_exceeded\b/,
    code: 'E_API_RATE_LIMIT',
    next: `the project's hourly allowance is used up: wait some minutes, then ${retry}`,
  },
  {
    says: /\((?:invalid_input|json_error|unsupported_error)\b/,
    code: 'E_API_INVALID',
    next: 'the API refuses a value: the line above names it; correct it in the config.',
  },
  {
    says: /\((?:service_error|server_error|maintenance|unavailable|timeout|deprecated_api_endpoint)\b|status code 5\d\d/,
    code: 'E_API_BROKEN',
    next: `the fault is on the other side: see the provider's status page, then ${retry}`,
  },
  {
    says: /Error acquiring the state lock/,
    code: 'E_STATE_LOCKED',
    next: 'another Terraform works on this state: let it end, then run this again.',
  },
  {
    says: /no space left on device|ENOSPC/,
    code: 'E_DISK_FULL',
    next: `make room on this machine's disk, then ${retry}`,
  },
  {
    says: /\bPost "[^"]+": (?!dial\b)(?:.*\b)?(?:EOF|connection reset|i\/o timeout|connection was forcibly closed|Client\.Timeout)/,
    code: 'E_API_ANSWER_LOST',
    next: `the connection ended after the request was sent, so what it asked for may have been made without a record of it. Run the same command again; should it then say that a name is taken: ${leftOver[0]?.toLowerCase()}${leftOver.slice(1)}`,
  },
  {
    says: /connection (?:refused|reset)|no such host|i\/o timeout|unexpected EOF|\bEOF$|TLS handshake timeout|network is unreachable/m,
    code: 'E_API_UNREACHABLE',
    next: `see whether HCLOUD_ENDPOINT is right and the API answers, then ${retry}`,
  },
  {
    says: /Failed to query available provider packages|Could not retrieve providers|registry\.terraform\.io: (?:could not|failed)/,
    code: 'E_PROVIDER_MISSING',
    next: 'run ./sclerite env once: it makes the provider present on this machine.',
  },
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences are what is taken out
const colour = /\u001b\[[0-9;]*[A-Za-z]/g;

/** The frame that Terraform draws around its messages, and the column that cdktf puts before them. */
const frame = /^.*?│\s?/;

/** Terraform's `Error:` messages, each as one line of text, in order, without repetition. */
export function terraformErrors(output: string): readonly string[] {
  const lines = output.replace(colour, '').split('\n');
  const errors: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    const start = /│ Error: (.*)$/.exec(lines[index] ?? '');
    if (start === null) continue;
    const words = [start[1] ?? ''];
    for (index++; index < lines.length && !/╵/.test(lines[index] ?? ''); index++) {
      const line = (lines[index] ?? '').replace(frame, '').trim();
      if (line !== '' && !/^(?:with |on cdk\.tf\.json|\d+:)/.test(line)) words.push(line);
    }
    errors.push(words.join(' '));
  }
  return [...new Set(errors)];
}

/**
 * Turns what a failed cdktf printed into one clear error. A KitError that a step inside Terraform printed (handover, verify)
 * keeps its code: it has said itself why and what next.
 *
 * @param what the first sentence: "Cannot deploy."
 */
export function explain(what: string, output: string, exitCode: number): KitError {
  const text = output.replace(colour, '');
  const errors = terraformErrors(output);
  const own = /\[(E_[A-Z0-9_]+)\]/.exec(text)?.[1] as ErrorCode | undefined;
  if (own !== undefined) {
    return new KitError({
      code: own,
      what,
      why: `a step on the way failed with ${own}; its own words are above.`,
      next: `do what is said there, then ${retry}`,
    });
  }
  const unverified = /verified: \d+ passed, ([1-9]\d*) failed/.exec(text);
  if (unverified !== null) {
    return new KitError({
      code: 'E_NOT_VERIFIED',
      what,
      why: `${unverified[1]} of the controls failed after everything was brought to the server; the report is above.`,
      next: 'do what is said under each of them, then run the same command again: it does what is left and looks again.',
      exitCode: 2,
    });
  }
  const match = known.find(({ says }) => says.test(errors.length > 0 ? errors.join('\n') : text));
  const why =
    errors.length > 0
      ? errors.map(printable).join('\n')
      : `cdktf ended with exit code ${exitCode}; its words are above.`;
  if (match === undefined) return new KitError({ code: 'E_TERRAFORM', what, why, next: `correct that, then ${retry}` });
  return new KitError({ code: match.code, what, why, next: match.next, exitCode: match.exitCode ?? 1 });
}
