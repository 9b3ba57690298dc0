import { defineFact, stdoutOf, Unreadable } from './fact.ts';
import { SECRET_SHAPES } from './secret-traces.ts';

export interface JournalSecrets {
  readonly lines: number;
  /** `source` is what the journal calls the writer, `kind` as in `SECRET_SHAPES`. */
  readonly traces: readonly { readonly source: string; readonly kind: string; readonly count: number }[];
}

/** Reads line by line: a journal may be larger than the memory. No matched text is in the answer. */
const PROGRAM = `
import json, re, subprocess, sys
shapes = {k: re.compile(v.encode()) for k, v in json.loads(sys.argv[1]).items() if k != 'private-key'}
shapes['private-key'] = re.compile(b'-----BEGIN [A-Z ]*PRIVATE KEY-----')
lines, found = 0, {}
reader = subprocess.Popen(['journalctl', '--quiet', '--no-pager', '--output=with-unit', '--no-hostname', '--since=-7d'], stdout=subprocess.PIPE)
for line in reader.stdout:
    lines += 1
    for kind, shape in shapes.items():
        if shape.search(line):
            # "Mon 2026-11-23 06:40:33 UTC unit[pid]: message"
            words = line.split(None, 5)
            source = words[4].split(b'[')[0].rstrip(b':').decode('utf-8', 'replace') if len(words) > 4 else '?'
            found[source, kind] = found.get((source, kind), 0) + 1
if reader.wait() != 0:
    sys.exit('journalctl ended with %d' % reader.returncode)
print(json.dumps({'lines': lines, 'traces': [{'source': s, 'kind': k, 'count': n} for (s, k), n in sorted(found.items())]}))
`;

/** Traces of secrets in the last seven days of the journal. */
export const journalSecrets = defineFact<JournalSecrets>({
  title: 'traces of secrets in the journal',
  speed: 'slow',
  source: () => ({
    kind: 'command',
    argv: ['/usr/bin/python3', '-IS', '-c', PROGRAM.trim(), JSON.stringify(SECRET_SHAPES)],
    timeout: 120,
  }),
  parse(reading) {
    const answer = JSON.parse(stdoutOf(reading)) as JournalSecrets;
    if (typeof answer.lines !== 'number' || !Array.isArray(answer.traces)) {
      throw new Unreadable('the search of the journal answered in another shape');
    }
    return answer;
  },
});
