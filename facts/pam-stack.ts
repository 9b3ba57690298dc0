import { OWNERSHIP } from './collector/ownership.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/** One line of /etc/pam.d. */
export interface PamRule {
  readonly file: string;
  readonly line: number;
  /** `auth`, `account`, `password` or `session`. */
  readonly type: string;
  /** `required`, `sufficient`, `[success=1 default=ignore]`, … */
  readonly control: string;
  /** Absolute where it was found, else as it is written. */
  readonly module: string;
  readonly exists: boolean;
  readonly isPackaged: boolean;
}

const PROGRAM = `${OWNERSHIP}
import re
own, rules = owned(), []
folders = glob.glob('/usr/lib/*-linux-gnu/security') + ['/usr/lib/security']
for file in sorted(glob.glob('/etc/pam.d/*') + glob.glob('/usr/lib/pam.d/*')):
    with open(file, errors='replace') as text:
        lines = text.read().replace('\\\\\\n', ' ').split('\\n')
    for number, line in enumerate(lines, 1):
        rule = re.match(r'\\s*-?(auth|account|password|session)\\s+(\\[[^\\]]*\\]|\\S+)\\s+(\\S+)', line)
        if not rule or rule[2] in ('include', 'substack'):
            continue
        found = [path for path in ([rule[3]] if rule[3].startswith('/') else [folder + '/' + rule[3] for folder in folders]) if os.path.exists(path)]
        module = found[0] if found else rule[3]
        rules.append({'file': file, 'line': number, 'type': rule[1], 'control': rule[2], 'module': module, 'exists': bool(found),
                      'isPackaged': bool(found) and usr(module) in own and usr(os.path.realpath(module)) in own})
print(json.dumps(rules))
`;

/**
 * What PAM does at each login, sudo and change of password, as its files say. The arguments of a module stay on the server.
 *
 * Blind spots: `/etc/pam.conf` (unused where /etc/pam.d is), and a changed module of a package (`packageFiles` sees that).
 */
export const pamStack = defineFact<readonly PamRule[]>({
  title: "PAM's modules, and whose they are",
  speed: 'slow',
  source: () => ({ kind: 'command', argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim()], timeout: 30 }),
  parse(reading) {
    const rules: unknown = JSON.parse(stdoutOf(reading));
    if (!Array.isArray(rules) || rules.length === 0) throw new Unreadable('/etc/pam.d holds no rule at all');
    return rules as PamRule[];
  },
});
