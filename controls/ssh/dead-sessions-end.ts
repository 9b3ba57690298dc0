import { defineControl } from '../control.ts';
import { exactly, judgeKeywords, within } from './_keywords.ts';

const ASK_AFTER_SECONDS = 60;
const MOST_ASKED = 2;
const UNUSED_SECONDS = 600;

/**
 * Ends what is dead or unused, not what is quiet: the handover waits for many minutes for one silent command, and a tunnel may
 * lie still for a day. A shell that somebody left open is bash's business (`accounts.shells-idle-out`).
 */
export default defineControl({
  id: 'ssh.dead-sessions-end',
  layer: 'infrastructure',
  severity: 'low',
  title: 'A session whose client is gone ends within minutes',
  failureTitle: 'A session whose client is gone stays',
  why: 'A forgotten login is an open door for whoever gets hold of that machine, and TCP keep-alives can be forged on the way.',
  references: ['https://man.openbsd.org/sshd_config#ClientAliveInterval', 'CIS Debian 12 5.1.7'],
  wants: () => ({
    sshd: {
      ClientAliveInterval: `${ASK_AFTER_SECONDS}`,
      ClientAliveCountMax: `${MOST_ASKED}`,
      TCPKeepAlive: 'no',
      UnusedConnectionTimeout: `${UNUSED_SECONDS}`,
    },
  }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) =>
    judgeKeywords(sshdEffective, {
      clientaliveinterval: within(1, ASK_AFTER_SECONDS),
      clientalivecountmax: within(1, MOST_ASKED),
      tcpkeepalive: exactly('no'),
      unusedconnectiontimeout: within(1, UNUSED_SECONDS),
    }),
});
