import type { LooseFile } from '../../facts/loose-files.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Debian 13 with what the kit installs: path → mode and owner, as `find -printf '%m %u:%g'` has them. */
const known: Readonly<Record<string, string>> = {
  '/usr/bin/chage': '2755 root:shadow',
  '/usr/bin/chfn': '4755 root:root',
  '/usr/bin/chsh': '4755 root:root',
  '/usr/bin/crontab': '2755 root:crontab',
  '/usr/bin/expiry': '2755 root:shadow',
  '/usr/bin/gpasswd': '4755 root:root',
  '/usr/bin/mount': '4755 root:root',
  '/usr/bin/newgrp': '4755 root:root',
  '/usr/bin/passwd': '4755 root:root',
  '/usr/bin/ssh-agent': '2755 root:_ssh',
  '/usr/bin/su': '4755 root:root',
  '/usr/bin/sudo': '4755 root:root',
  '/usr/bin/umount': '4755 root:root',
  '/usr/lib/dbus-1.0/dbus-daemon-launch-helper': '4754 root:messagebus',
  '/usr/lib/openssh/ssh-keysign': '4755 root:root',
  '/usr/lib/polkit-1/polkit-agent-helper-1': '4755 root:root',
  '/usr/sbin/unix_chkpwd': '2755 root:shadow',
};

export default defineControl({
  id: 'accounts.setuid-exact',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Exactly the known programs run with the rights of their owner',
  failureTitle: 'Other programs than the known ones run with the rights of their owner',
  why: 'A setuid copy of a shell, hidden anywhere, is root for whoever knows where: the oldest way back in.',
  references: ['https://attack.mitre.org/techniques/T1548/001/', 'ANSSI BP-028 R56, R57', 'CIS Debian 12 7.1.13'],
  needs: ['looseFiles'],
  check({ looseFiles: { setId } }) {
    if (setId.length === 0) return cannotTell('find saw no setuid program, not even sudo');
    const text = ({ mode, owner }: LooseFile) => `${mode} ${owner}`;
    const extra = setId.filter((file) => known[file.path] !== text(file));
    const evidence = [
      `find / -perm /6000: ${setId.length} programs, ${extra.length} of them not as known`,
      ...extra.map((file) => `find: ${file.path} ${text(file)}`),
    ];
    if (extra.length > 0) {
      return fail(
        evidence,
        'See whose it is (dpkg -S PATH): of no package, treat the server as taken over; else sudo chmod ug-s PATH.',
      );
    }
    return pass(evidence);
  },
});
