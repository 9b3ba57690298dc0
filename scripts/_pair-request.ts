import { closest } from '../policy/closest.ts';
import { usageError } from '../policy/errors.ts';

export type PairAction = 'list' | 'approve' | 'reject' | 'remove';

/** What was asked for on the command line. */
export type PairRequest = {
  /** Undefined: not named. */
  readonly server: string | undefined;
} & (
  | { readonly action: 'list' }
  /** A request's id, or for `remove` a device's; the beginning is enough. */
  | { readonly action: Exclude<PairAction, 'list'>; readonly id: string }
);

const actions = ['list', 'approve', 'reject', 'remove'] as const;
const isAction = (word: string | undefined): word is PairAction => actions.some((action) => action === word);

/** What OpenClaw's ids are made of; nothing that its command line could take for an option. */
const ID = /^[0-9a-z][\w-]{0,99}$/i;

/**
 * `[SERVER] [list | approve ID | reject ID | remove ID]`: the server comes first, and may be left out when there is one. Pure.
 *
 * @throws E_USAGE (64)
 */
export function pairRequest(words: readonly string[], servers: readonly string[]): PairRequest {
  const [first] = words;
  const isServer = first !== undefined && servers.includes(first);
  const server = isServer ? first : undefined;
  const [action = 'list', id, ...more] = isServer ? words.slice(1) : words;
  const typed = `./sclerite pair ${server ?? servers[0]}`;
  if (!isAction(action)) throw unknownWord(action, isServer ? [...actions] : [...servers, ...actions], typed);
  if (action === 'list') {
    if (id === undefined) return { server, action };
    throw usageError({
      what: `sclerite pair list takes no further word, but got "${id}".`,
      why: 'it shows everybody who asks and everybody who is paired.',
      next: typed,
    });
  }
  if (id === undefined || more.length > 0) {
    throw usageError({
      what: `sclerite pair ${action} is about one ${action === 'remove' ? 'device' : 'request'}, and got ${id === undefined ? 'none' : `${more.length + 1}`}.`,
      why: 'who may command the agent is decided one by one.',
      next: `${typed} shows the ids; then ${typed} ${action} ID`,
    });
  }
  if (!ID.test(id)) {
    throw usageError({
      what: `"${id}" is no id of a request or a device.`,
      why: 'they are made of letters, digits and hyphens.',
      next: `${typed} shows them; the beginning of one is enough.`,
    });
  }
  return { server, action, id };
}

function unknownWord(word: string, known: readonly string[], typed: string) {
  const near = closest(word, known);
  return usageError({
    what: `sclerite pair does not know "${word}".`,
    why: `it knows ${known.join(', ')}.`,
    next: near === undefined ? `for example: ${typed}` : `did you mean "${near}"?`,
  });
}
