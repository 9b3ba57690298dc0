import type { AuditState } from '../../facts/audit-state.ts';
import { AUDIT_RULES } from '../../policy/render/audit.ts';
import type { Wishes } from '../../policy/wanted.ts';
import { fail, pass, type Verdict } from '../control.ts';

const UNIT = 'auditd.service';
const LOADER = 'audit-rules.service';

/** A container has no audit of its own: there both skip themselves instead of failing. */
const dropIn = (unit: string, service: readonly string[]) => ({
  path: `/etc/systemd/system/${unit}.d/sclerite.conf`,
  content: [
    '# Owned by Sclerite and replaced as a whole.',
    '[Unit]',
    'ConditionVirtualization=!container',
    '[Service]',
    ...service,
    '',
  ].join('\n'),
  mode: '0644',
  owner: 'root',
  group: 'root',
});

/** What the daemon does not need, by systemd.exec(5); it has to stay in the main network namespace and see all of /var and /run. */
const daemon = [
  'CapabilityBoundingSet=CAP_AUDIT_CONTROL CAP_AUDIT_READ CAP_AUDIT_WRITE CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_KILL CAP_SYS_NICE CAP_SYS_RESOURCE',
  'NoNewPrivileges=yes',
  'ProtectSystem=full',
  'ProtectHome=yes',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'RestrictNamespaces=yes',
  'RestrictSUIDSGID=yes',
  'SystemCallArchitectures=native',
  'RestrictAddressFamilies=AF_UNIX AF_NETLINK',
  'IPAddressDeny=any',
];

/** The rules are loaded by a unit of its own, which is to be remembered as done. */
export const auditWishes = (audit: readonly string[]): Wishes => ({
  packages: ['auditd'],
  directories: [
    { path: '/etc/audit/rules.d', mode: '0750', owner: 'root', group: 'root' },
    ...[UNIT, LOADER].map((unit) => ({
      path: `/etc/systemd/system/${unit}.d`,
      mode: '0755',
      owner: 'root',
      group: 'root',
    })),
  ],
  files: [dropIn(UNIT, daemon), dropIn(LOADER, ['RemainAfterExit=yes'])],
  audit,
  units: [
    { name: UNIT, enabled: 'enabled', active: true, maySkip: true },
    { name: LOADER, enabled: 'enabled', active: true, maySkip: true, watches: [AUDIT_RULES] },
  ],
});

/** Writes and changes of attributes below a path, as auditctl prints such a rule back. */
export const watch = (path: string, key: string): string => `-w ${path} -p wa -k ${key}`;

/** Every one of these rules is in the kernel. Order does not matter, other rules do no harm. */
export function judgeAudit({ enabled, rules }: AuditState, wanted: readonly string[]): Verdict {
  const seen = new Set(rules.map(plain));
  const missing = wanted.filter((rule) => !seen.has(plain(rule)));
  const evidence = [`auditctl -s: enabled ${enabled}`, ...missing.map((rule) => `auditctl -l: not there: ${rule}`)];
  return enabled === 0 || missing.length > 0
    ? fail(evidence, `sudo auditctl -e 1; sudo systemctl restart ${LOADER}`)
    : pass([...evidence, ...wanted.map((rule) => `auditctl -l: ${rule}`)]);
}

/** auditctl prints system calls by their numbers, which are others on other machines, and keys in two ways. */
const plain = (rule: string) =>
  rule
    .replace(/-F key=(\S+)/, '-k $1')
    .replace(/-S (\S+)/, (_, calls: string) => `-S ${calls.split(',').sort().join(',')}`)
    .replace(/\s+/g, ' ')
    .trim();
