import { z } from 'zod';
import type { InsideJudge } from './judge.ts';

const Row = z.object({
  unit: z.string(),
  /** A string in some versions of systemd: "1.3". */
  exposure: z.coerce.number(),
  predicate: z.string(),
});

const GATEWAY = 'openclaw-gateway.service';
const GATEWAY_AT_MOST = 1.3;
/** From here on systemd itself says EXPOSED, then UNSAFE. */
const EXPOSED = 7;

/** Services that a sandbox would rob of what they are for. */
const accepted: Readonly<Record<string, string>> = {
  'user@': 'starts what a person who logged in starts: a sandbox would be theirs as well.',
  'getty@': 'is the console of the provider: whoever logs in there needs all of the system.',
  'serial-getty@': 'is the console of the provider: whoever logs in there needs all of the system.',
  'console-getty': 'is the console of the provider: whoever logs in there needs all of the system.',
};

const script = `set -euo pipefail
printf 'version: %s\\n' "$(systemctl --version | sed -n '1s/^systemd \\([^ ]*\\).*/\\1/p')"
running=$(systemctl list-units --type=service --state=running --plain --no-legend | awk '{print $1}')
printf 'running: %s\\n' $running
systemd-analyze security --no-pager --json=short
`;

/** How much of the system each service could reach, by systemd's own count: 0 nothing, 10 everything. */
export const systemdAnalyze: InsideJudge = {
  ...{ id: 'systemd-analyze', tool: 'systemd-analyze security', place: 'inside', limitSeconds: 60 },
  asks: 'how much of the system each running service could reach',
  command: 'systemd-analyze security',
  script: () => script,
  read({ stdout }) {
    const running = new Set([...stdout.matchAll(/^running: (\S+)$/gm)].map(([, name]) => name as string));
    const json = stdout.slice(stdout.indexOf('\n[') + 1);
    const rows = z.array(Row).parse(JSON.parse(json));
    const gateway = rows.find(({ unit }) => unit === GATEWAY);
    if (gateway === undefined || running.size === 0) throw new Error(`it does not know ${GATEWAY}`);
    const exposed = rows.filter(({ unit, exposure }) => running.has(unit) && exposure >= EXPOSED);
    const named = exposed.map(({ unit, exposure, predicate }) => ({
      words: `${unit}: ${exposure.toFixed(1)} ${predicate}`,
      reason: accepted[unit.replace(/\.service$/, '').replace(/@.*$/, '@')],
    }));
    return {
      summary: `${GATEWAY} ${gateway.exposure.toFixed(1)}; ${running.size} services run, ${exposed.length} of them EXPOSED or UNSAFE`,
      findings: [
        ...(gateway.exposure > GATEWAY_AT_MOST ? [`${GATEWAY}: ${gateway.exposure} is above ${GATEWAY_AT_MOST}`] : []),
        ...named.filter(({ reason }) => reason === undefined).map(({ words }) => words),
      ],
      accepted: named.flatMap(({ words, reason }) => (reason === undefined ? [] : [`${words}. It ${reason}`])),
    };
  },
};
