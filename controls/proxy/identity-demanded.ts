import { cookieFile, passwordFile, workerUser } from '../../proxy/paths.ts';
import { asksForPassword } from '../_exposed.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';
import { statusOf, told } from './_answers.ts';

export default defineControl({
  id: 'proxy.identity-demanded',
  layer: 'communication',
  severity: 'critical',
  title: 'Nobody reaches the gateway from the web without the password',
  failureTitle: 'The gateway is reached from the web without the password',
  why: "The gateway's token is then the only thing between everybody and the agent, and one flaw before it is looked at is enough.",
  references: ['https://docs.openclaw.ai/gateway/security', 'RFC 7617', 'CWE-306'],
  appliesTo: asksForPassword,
  needs: ['outsideWeb', 'proxyKeys'],
  check({ outsideWeb: { anonymous, anonymousSocket }, proxyKeys }) {
    const answers = [anonymous, anonymousSocket];
    const file = proxyKeys[passwordFile];
    const cookie = proxyKeys[cookieFile];
    // It is there only with OpenClaw's page, and stands for the password; nginx's master alone reads it.
    const hasCookie = cookie !== undefined && cookie.type !== 'absent';
    const cookieRights = cookie ? `${cookie.type} ${cookie.mode} ${cookie.owner}:${cookie.group}` : '';
    const rights = file ? `${file.type} ${file.mode} ${file.owner}:${file.group}` : '(not read)';
    const evidence = [
      ...answers.map((answer) => `without the password, ${told(answer)}`),
      `stat ${passwordFile}: ${rights}`,
      ...(hasCookie ? [`stat ${cookieFile}: ${cookieRights}`] : []),
    ];
    // 403: there is no password file, so nobody gets in. 429: it was asked too often, which is no way in either.
    const isOpen = answers.some((answer) => ![401, 403, 429, undefined].includes(statusOf(answer)));
    if (isOpen) return fail(evidence, 'Close the door first: sudo systemctl stop nginx; then ./sclerite converge');
    const isPrivate = rights === `file 0640 root:${workerUser}`;
    if (file && file.type !== 'absent' && !isPrivate)
      return fail(evidence, `sudo chown root:${workerUser} ${passwordFile} && sudo chmod 0640 ${passwordFile}`);
    if (hasCookie && cookieRights !== 'file 0600 root:root')
      return fail(evidence, `sudo chown root:root ${cookieFile} && sudo chmod 0600 ${cookieFile}`);
    if (answers.some((answer) => statusOf(answer) !== 401) || !isPrivate) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
