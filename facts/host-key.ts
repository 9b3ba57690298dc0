import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export const HOST_KEY_FILE = '/etc/ssh/ssh_host_ed25519_key';

/**
 * The public half of the server's one host key, `type base64`, worked out from the private file itself: a `.pub` file beside it
 * may say anything. Blind spot: a daemon that was never restarted may still show an older key.
 */
export const hostKey = defineFact<string>({
  title: "the server's host key",
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/ssh-keygen', '-y', '-f', HOST_KEY_FILE] }),
  parse(reading) {
    const [type, blob] = stdoutOf(reading).trim().split(/\s+/);
    if (!type || !blob) throw new Unreadable('ssh-keygen -y printed no key');
    return `${type} ${blob}`;
  },
});
