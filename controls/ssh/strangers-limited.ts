import { defineControl } from '../control.ts';
import { exactly, judgeKeywords, within } from './_keywords.ts';

/** From this many logins under way on, sshd turns some away; ten verifies at once from behind one NAT still get in. */
const STARTS = 10;

export default defineControl({
  id: 'ssh.strangers-limited',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'One network cannot hold all the places of those who log in',
  failureTitle: 'One network can hold all the places of those who log in',
  why: 'Half-open logins cost an attacker nothing: without a share for each source, one machine keeps everybody else out.',
  references: ['https://man.openbsd.org/sshd_config#PerSourceMaxStartups', 'CIS Debian 12 5.1.18'],
  // One customer holds a whole /64. MaxStartups is set by ssh.logins-limited.
  wants: () => ({ sshd: { PerSourceMaxStartups: `${STARTS}`, PerSourceNetBlockSize: '32:64' } }),
  needs: ['sshdEffective'],
  check: ({ sshdEffective }) =>
    judgeKeywords(sshdEffective, {
      maxstartups: {
        holds: (value) => Number(/^(\d+):\d+:(\d+)$/.exec(value)?.[1] ?? 'NaN') <= STARTS,
        says: `to turn some away from ${STARTS} on`,
      },
      persourcemaxstartups: within(1, STARTS),
      persourcenetblocksize: exactly('32:64'),
    }),
});
