import { configFile } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** What OpenClaw's config holds. Most strings are replaced by {@link HIDDEN} before they leave the server. */
export type OpenclawSettings = Readonly<Record<string, unknown>>;

/** Stands for a string that stayed on the server. */
export const HIDDEN = '(hidden)';

/** A setting by its path, `gateway.auth.mode`; undefined when any step of it is missing. */
export function setting(settings: OpenclawSettings, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      settings,
    );
}

/** Keys whose strings are names of choices, never secrets. */
const PUBLIC =
  'mode bind source provider profile allow deny dmPolicy groupPolicy dmScope visibility channel every approvalPolicy allowFrom groupAllowFrom alsoAllow autoApproveCidrs trustedProxies allowedOrigins security ask host';

/**
 * A string travels only if its key is one of those above *and* it looks like a choice: short, lower case, no run of characters
 * that a key or token would have. Everything else is replaced on the server, before the answer is written.
 */
const PROGRAM = `
import json, re, sys
public = set(sys.argv[2].split())
def shown(value, key=''):
    if isinstance(value, dict):
        return {k: shown(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [shown(v, key) for v in value]
    if isinstance(value, str) and not (key in public and re.fullmatch(r'[a-z0-9_:.*/@ -]{0,32}', value)):
        return '${HIDDEN}'
    return value
print(json.dumps(shown(json.load(open(sys.argv[1])))))
`;

/**
 * The structure of OpenClaw's config file, with its switches and numbers.
 *
 * Blind spots: a gateway that was started before a change still runs the old values; and a file that is JSON5 rather than JSON
 * is unreadable here, though OpenClaw would take it (ours is JSON).
 */
export const openclawSettings = defineFact<OpenclawSettings>({
  title: "OpenClaw's config, without its strings",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), configFile, PUBLIC] }),
  parse(reading) {
    const value: unknown = JSON.parse(stdoutOf(reading));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Unreadable(`${configFile} holds no object`);
    }
    return value as OpenclawSettings;
  },
});
