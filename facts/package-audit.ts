import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface PackageAudit {
  /** What dpkg left half done: package, and dpkg's word for its state. */
  readonly broken: readonly { readonly name: string; readonly state: string }[];
  /** Steps that dpkg began to write down and did not finish: files in its journal. */
  readonly unfinished: readonly string[];
}

/** dpkg's words in the second and third column of Status; `installed`, `config-files` and `not-installed` are whole. */
const PROGRAM = `lock=$(stat -c %i /var/lib/dpkg/lock-frontend)
if grep -q ":$lock " /proc/locks; then echo 'packages are being changed right now: look again in some minutes' >&2; exit 75; fi
dpkg-query --show --showformat='\${db:Status-Eflag} \${db:Status-Status} \${Package}\\n' | grep -Ev '^ok (installed|config-files|not-installed) ' || [ $? = 1 ]
echo
find /var/lib/dpkg/updates -type f -printf '%f\\n'`;

/**
 * Packages that an interrupted installation left behind.
 *
 * Blind spot: a script of a package that failed and said it had not.
 */
export const packageAudit = defineFact<PackageAudit>({
  title: 'packages that are half installed',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/bin/bash', '-euo', 'pipefail', '-c', PROGRAM] }),
  parse(reading) {
    const [states, journal, ...rest] = `\n${stdoutOf(reading)}`
      .split(/\n(?=\n)/)
      .map((part) => part.split('\n').filter(Boolean));
    if (states === undefined || journal === undefined || rest.length > 0)
      throw new Unreadable('dpkg answered in another shape');
    return {
      broken: states.map((line) => {
        const [flag, state, name] = line.split(' ');
        if (!flag || !state || !name) throw new Unreadable(`dpkg-query printed ${JSON.stringify(line)}`);
        return { name, state: flag === 'ok' ? state : `${state}, ${flag}` };
      }),
      unfinished: journal,
    };
  },
});
