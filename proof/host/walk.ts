import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { user } from '../../openclaw/paths.ts';
import type { InsideJudge } from './judge.ts';

const program = readFileSync(join(import.meta.dirname, 'walk.sh'), 'utf8');

/** What whoever has become the gateway's user finds on a walk: in the way of LinPEAS, for this host. */
export const walk: InsideJudge = {
  ...{ id: 'walk', tool: 'walk.sh', place: 'inside', limitSeconds: 120 },
  asks: 'what the gateway’s user could write, read, reach or become',
  command: 'runuser -u openclaw -- bash proof/host/walk.sh',
  script: () => `set -euo pipefail
echo 'version: of this kit'
cd /
runuser -u ${user} -- bash -s <<'WALK'
${program}WALK
`,
  read({ stdout }) {
    if (!stdout.includes('walked: the end')) throw new Error(`it did not come to its end: ${stdout.slice(-300)}`);
    const findings = [...stdout.matchAll(/^FOUND (.+)$/gm)].map(([, text]) => text as string);
    const writable = /^walked: (\d+) writable paths$/m.exec(stdout)?.[1] ?? '0';
    return { summary: `${findings.length} found; ${writable} writable paths, all others its own`, findings };
  },
};
