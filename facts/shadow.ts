import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface ShadowEntry {
  readonly name: string;
  /** `$y$`: yescrypt. `none`: an empty field. `locked`: there is no hash. A locked account may keep one. `unknown`: a hash without a `$`, such as DES. */
  readonly scheme: string;
  /** Whole days; undefined: no limit. */
  readonly maxDays?: number;
  /** Day since 1970 on which the account ends; undefined: never. */
  readonly expiresOn?: number;
}

/** The scheme is cut out on the server: not one character of a hash leaves it. */
const PROGRAM = `{
  hash = $2
  sub(/^!+/, "", hash)
  if ($2 == "") scheme = "none"
  else if (match(hash, /^\\$[a-z0-9]+\\$/)) scheme = substr(hash, RSTART, RLENGTH)
  else scheme = $2 ~ /^[!*]/ ? "locked" : "unknown"
  print $1 ":" scheme ":" $5 ":" $8
}`;

/** How passwords are kept and when accounts end, from /etc/shadow. */
export const shadow = defineFact<readonly ShadowEntry[]>({
  title: 'schemes of passwords and ends of accounts',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/awk', '-F:', PROGRAM, '/etc/shadow'] }),
  parse: (reading) =>
    stdoutOf(reading)
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const parts = line.split(':');
        if (parts.length !== 4) throw new Unreadable(`expected 4 fields: ${line.slice(0, 200)}`);
        const [name, scheme, max, end] = parts as [string, string, string, string];
        return {
          name,
          scheme,
          ...(max !== '' && { maxDays: Number(max) }),
          ...(end !== '' && { expiresOn: Number(end) }),
        };
      }),
});
