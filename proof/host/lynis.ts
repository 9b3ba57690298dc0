import type { InsideJudge } from './judge.ts';
import { lynisAccepted } from './lynis-accepted.ts';

/** What issue trackers and auditors quote. */
const LEAST_INDEX = 86;

/**
 * Debian's package, unpacked into a directory that is gone afterwards: nothing is installed on the server. `sh lynis`, because
 * /run lets nothing be executed.
 */
const script = `set -euo pipefail
d=$(mktemp -d /run/sclerite-proof.XXXXXX)
trap 'rm -rf -- "$d"' EXIT
cd "$d"
apt-get -q -o APT::Sandbox::User=root download lynis >&2
dpkg-deb -x lynis_*.deb tree
cd tree/usr/share/lynis
sh ../../sbin/lynis audit system --quick --quiet --no-colors --profile "$d/tree/etc/lynis/default.prf" \\
  --plugindir "$d/tree/etc/lynis/plugins" \\
  --report-file "$d/report.dat" --logfile "$d/lynis.log" >&2
printf 'version: %s\\n' "$(sed -n 's/^lynis_version=//p' "$d/report.dat")"
cat "$d/report.dat"
`;

/** The whole system by a list of 250 tests; its index is what most people know of it. */
export const lynis: InsideJudge = {
  ...{ id: 'lynis', tool: 'Lynis', asks: 'the whole system, 250 tests', place: 'inside', limitSeconds: 300 },
  command: 'lynis audit system --quick',
  script: () => script,
  read({ stdout }) {
    const index = Number(/^hardening_index=(\d+)$/m.exec(stdout)?.[1]);
    const tests = Number(/^lynis_tests_done=(\d+)$/m.exec(stdout)?.[1]);
    if (Number.isNaN(index) || Number.isNaN(tests)) throw new Error('its report names no index and no number of tests');
    const notes = [...stdout.matchAll(/^(warning|suggestion)\[\]=([A-Z]+-\d+)\|([^|]*)\|([^|]*)/gm)].map(
      ([, kind = '', test = '', text = '', more = '']) => {
        const words = `${kind} ${test}: ${text.trim()}${more.trim() && more !== '-' ? ` (${more.trim()})` : ''}`;
        return { words, reason: lynisAccepted[test] };
      },
    );
    return {
      summary: `hardening index ${index}, ${tests} tests, ${notes.length} suggestions and warnings`,
      findings: [
        ...(index < LEAST_INDEX ? [`hardening index ${index} is below ${LEAST_INDEX}`] : []),
        ...notes.filter(({ reason }) => reason === undefined).map(({ words }) => words),
      ],
      accepted: notes.flatMap(({ words, reason }) => (reason === undefined ? [] : [`${words}. ${reason}`])),
    };
  },
};
