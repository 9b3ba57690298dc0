import { user as gatewayUser } from '../../openclaw/paths.ts';
import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** `sync` runs one harmless program and ends. */
const noShell = ['/usr/sbin/nologin', '/sbin/nologin', '/bin/false', '/usr/bin/false', '/bin/sync', '/usr/bin/sync'];

export default defineControl({
  id: 'accounts.no-extra-login',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Nobody but the admin and the auditor has a shell or a password',
  failureTitle: 'Other accounts have a shell or a password',
  why: 'An account that can log in is a door; those of a vendor image or of an intruder look like all the others.',
  references: ['https://attack.mitre.org/techniques/T1136/001/', 'CIS Debian 12 5.4.2.7, 5.4.2.8'],
  needs: ['accounts'],
  check({ accounts: { users } }, { admin }) {
    // Root and the gateway's account have controls of their own.
    const known = [admin, AUDITOR, gatewayUser, 'root'];
    const others = users.filter(({ name }) => !known.includes(name));
    const extra = others.filter(
      ({ shell, password }) => !noShell.includes(shell) || password === 'set' || password === 'none',
    );
    const evidence = [
      `/etc/passwd: ${users.length} accounts, ${extra.length} more than expected can log in`,
      ...extra.map(
        ({ name, shell, password }) =>
          `/etc/passwd: ${name} has shell ${shell || '(empty: /bin/sh)'}, password ${password}`,
      ),
    ];
    if (extra.length > 0) return fail(evidence, 'Find out who made them; then: sudo deluser NAME');
    const unknown = others.filter(({ password }) => password === 'unknown').map(({ name }) => name);
    if (unknown.length > 0) return cannotTell(`passwd -S says nothing about ${unknown.join(', ')}`);
    return pass(evidence);
  },
});
