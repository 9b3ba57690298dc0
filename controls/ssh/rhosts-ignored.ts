import { defineControl } from '../control.ts';
import { exactly, judgeKeywords } from './_keywords.ts';

export default defineControl({
  id: 'ssh.rhosts-ignored',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'No file in a home makes another host trusted',
  failureTitle: 'A file in a home can make another host trusted',
  why: 'An .rhosts or known_hosts in a home lets whoever can write there name hosts that may come in without a key.',
  references: ['https://man.openbsd.org/sshd_config#IgnoreRhosts', 'CIS Debian 12 5.1.11'],
  wants: () => ({
    sshd: { IgnoreRhosts: 'yes', IgnoreUserKnownHosts: 'yes', HostbasedUsesNameFromPacketOnly: 'no' },
  }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) =>
    judgeKeywords(sshdEffective, {
      ignorerhosts: exactly('yes'),
      ignoreuserknownhosts: exactly('yes'),
      hostbasedusesnamefrompacketonly: exactly('no'),
    }),
});
