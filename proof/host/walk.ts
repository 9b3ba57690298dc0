import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { user } from '../../openclaw/paths.ts';
import type { InsideJudge } from './judge.ts';

const program = readFileSync(join(import.meta.dirname, 'walk.sh'), 'utf8');

/** What it finds and what stays so: how a finding begins → why. */
const accepted: Readonly<Record<string, string>> = {
  'writable: /etc/openclaw/openclaw.json':
    'OpenClaw insists on owning its config; in the gateway’s unit the file is read-only, and a change is found by gateway.config-private.',
  'readable: /run/credentials/openclaw-gateway.service/':
    'The gateway’s own secrets, decrypted for its account alone, for as long as it runs.',
  'writable: /run/cloud-init/tmp': 'cloud-init’s own scratch directory, sticky as /tmp is.',
  'processes: ':
    'hidepid breaks logind and polkit; in the gateway’s unit no process of another account is visible (ProtectProc).',
};

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
    const reasonOf = (text: string) => Object.entries(accepted).find(([begin]) => text.startsWith(begin))?.[1];
    const told = findings.flatMap((text) => (reasonOf(text) ? [`${text}. ${reasonOf(text)}`] : []));
    return {
      summary: `${findings.length - told.length} found that should not be; ${writable} writable paths looked at`,
      findings: findings.filter((text) => reasonOf(text) === undefined),
      accepted: told,
    };
  },
};
