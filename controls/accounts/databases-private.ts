import { comparePath, judgePaths, type PathRule } from '../_path.ts';
import { defineControl } from '../control.ts';

const file = (path: string, mode: string, group = 'root'): PathRule => ({
  path,
  type: 'file',
  mode,
  owner: 'root',
  group,
});

const rules = [
  ...['passwd', 'group'].map((name) => file(`/etc/${name}`, '0644')),
  ...['shadow', 'gshadow'].map((name) => file(`/etc/${name}`, '0640', 'shadow')),
  file('/etc/shells', '0644'),
  file('/etc/security/opasswd', '0600'),
];
/** The copies that Debian's tools leave of the version before; there may be none. */
const copies = [
  ...['passwd-', 'group-'].map((name) => file(`/etc/${name}`, '0644')),
  ...['shadow-', 'gshadow-'].map((name) => file(`/etc/${name}`, '0640', 'shadow')),
];

export default defineControl({
  id: 'accounts.databases-private',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'Who is who, and every hash, is for root alone to write',
  failureTitle: 'Others may write who is who, or read hashes',
  why: 'A writable /etc/passwd is root for whoever adds a line; a readable /etc/shadow is a list to guess at, and so is its copy.',
  references: ['CIS Debian 12 7.1.1 to 7.1.10', 'ANSSI BP-028 R50'],
  needs: ['guardedPaths'],
  check({ guardedPaths }) {
    const there = copies.filter(
      ({ path }) => guardedPaths[path]?.type !== 'absent' || guardedPaths[path]?.error !== undefined,
    );
    const findings = [...rules, ...there].map((rule) => {
      const entry = guardedPaths[rule.path];
      // Stricter is as good: some tools write the copies with 0600.
      const isStricter = entry?.type === 'file' && entry.owner === 'root' && entry.mode === '0600';
      return isStricter
        ? { evidence: `stat ${rule.path}: ${entry.mode} root`, verdict: 'as wanted' as const }
        : comparePath(entry, rule);
    });
    return judgePaths(
      findings,
      'Set owner and mode back: sudo chown root:shadow and chmod 0640 for shadow, root:root and 0644 for the rest.',
    );
  },
});
