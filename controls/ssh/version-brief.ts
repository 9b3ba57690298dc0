import { defineControl } from '../control.ts';
import { exactly, judgeKeywords } from './_keywords.ts';

export default defineControl({
  id: 'ssh.version-brief',
  layer: 'infrastructure',
  severity: 'low',
  title: "sshd does not tell strangers Debian's patch level",
  failureTitle: "sshd tells strangers Debian's patch level",
  why: 'The first line of every connection would say which security update is missing; search engines for servers collect it.',
  references: ['https://man.openbsd.org/sshd_config#VersionAddendum'],
  wants: () => ({ sshd: { DebianBanner: 'no', VersionAddendum: 'none' } }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) =>
    judgeKeywords(sshdEffective, { debianbanner: exactly('no'), versionaddendum: exactly('none') }),
});
