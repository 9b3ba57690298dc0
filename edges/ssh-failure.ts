import { KitError } from '../policy/errors.ts';
import { quoteRemote } from './escape.ts';
import { fingerprint } from './ssh-key.ts';

/** Whom a connection was meant for, in the words of an error message. */
export interface Addressee {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

const place = ({ name, host, port }: Addressee) => `${name} (${host.includes(':') ? `[${host}]` : host}:${port})`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;

/** TCP itself failed. `otherAnswers`: the same server's sshd did answer on this other address just now. */
export function tcpFailure(to: Addressee, cause: Error, ms: number, otherAnswers?: string): KitError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (code === 'ECONNREFUSED' && otherAnswers !== undefined) return banned(to, otherAnswers, cause);
  if (code === 'ECONNREFUSED') {
    return new KitError({
      code: 'E_SSH_REFUSED',
      what: `Cannot log in to ${place(to)}: it refuses the connection.`,
      why: 'the machine is up and says no: either sshd is not running, or fail2ban on it has banned this address (its rule answers in the same way, and from here the two cannot be told apart).',
      next: "after failed logins from here, wait for the ban to end (10 minutes at first); else see the provider's console: systemctl status ssh; fail2ban-client status sshd; fail2ban-client set sshd unbanip YOUR_ADDRESS",
      cause,
    });
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new KitError({
      code: 'E_SSH_NAME',
      what: `Cannot log in to ${place(to)}: the name has no address.`,
      why: cause.message,
      next: 'check the name and this machine’s DNS.',
      cause,
    });
  }
  if (code === 'EACCES' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return new KitError({
      code: 'E_SSH_UNREACHABLE',
      what: `Cannot log in to ${place(to)}: the network says that it cannot be reached.`,
      why:
        code === 'ENETUNREACH'
          ? `this machine has no route to it (${cause.message}).`
          : `something on the way, or the server's own firewall, answered so (${cause.message}).`,
      next: to.host.includes(':')
        ? 'try over IPv4, or check that this machine has IPv6: ip -6 route get ADDRESS'
        : 'check that the server is on (`plan` shows its state), and this machine’s own network.',
      cause,
    });
  }
  return timeout(to, ms, 'nothing answers: no yes, no no', cause);
}

export function timeout(to: Addressee, ms: number, words: string, cause?: unknown): KitError {
  return new KitError({
    code: 'E_SSH_TIMEOUT',
    what: `Cannot log in to ${place(to)}: no answer within ${seconds(ms)}.`,
    why: `${words}. The server is off or still booting, or the cloud firewall does not let this address in (yours may have changed since the last deploy).`,
    next: 'see whether the server is on; `deploy` again finds out your address and lets it in.',
    cause,
  });
}

function banned(to: Addressee, otherAnswers: string, cause: unknown): KitError {
  return new KitError({
    code: 'E_SSH_BANNED',
    what: `Cannot log in to ${place(to)}: this address is banned.`,
    why: `the connection is refused here, while sshd of the same server answers on ${otherAnswers}: fail2ban rejects the address you come from.`,
    next: `wait for the ban to end (10 minutes at first), or lift it over the other address: ssh ${to.user}@${otherAnswers} sudo fail2ban-client set sshd unbanip YOUR_ADDRESS`,
    cause,
  });
}

/** TCP stood, then it ended before SSH began. `greeting`: what the server said instead, as it came. */
export function handshakeFailure(to: Addressee, cause: Error, greeting: string): KitError {
  if (/not allowed at this time/i.test(greeting)) {
    return new KitError({
      code: 'E_SSH_BANNED',
      what: `Cannot log in to ${place(to)}: sshd does not talk to this address for now.`,
      why: 'it penalises addresses whose logins failed (PerSourcePenalties); it said: Not allowed at this time.',
      next: 'wait a minute and try again; each further failed login makes it longer.',
      cause,
    });
  }
  if (/exceeded maxstartups/i.test(greeting)) {
    return new KitError({
      code: 'E_SSH_BUSY',
      what: `Cannot log in to ${place(to)}: too many logins are under way there.`,
      why: 'sshd said: Exceeded MaxStartups.',
      next: 'try again in a few seconds.',
      cause,
    });
  }
  const isSsh = greeting.startsWith('SSH-') || greeting === '';
  return new KitError({
    code: 'E_SSH_HANDSHAKE',
    what: `Cannot log in to ${place(to)}: ${isSsh ? 'the SSH handshake failed' : 'what answers there is not SSH'}.`,
    why: isSsh ? quoteRemote(cause.message) : `it said: ${quoteRemote(greeting, { maxLines: 1, maxColumns: 120 })}`,
    next: isSsh
      ? 'a booting machine does this for a moment: try again; else see /var/log/auth.log or journalctl -u ssh on the server.'
      : 'check the address and the port.',
    cause,
  });
}

/** `seen`: `type base64`, or `type SHA256:…` where only that is known. */
export function hostKeyChanged(to: Addressee, seen: string, accepted: readonly string[], cause?: unknown): KitError {
  const [type, rest = ''] = seen.split(' ');
  return new KitError({
    code: 'E_HOST_KEY_CHANGED',
    what: `${place(to)} shows another host key than the pinned one. Nothing was sent to it.`,
    why: [
      `it shows ${rest.startsWith('SHA256:') ? rest : fingerprint(seen)} (${type}), pinned is ${accepted.map(fingerprint).join(' or ') || 'nothing'}.`,
      'Either somebody stands between you and the server, or its address now belongs to another machine, or somebody made',
      'new host keys on it.',
    ].join('\n'),
    next: "compare with the provider's console: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub. Only if it is the same, put that key into known-hosts.json of this server; if not, do not log in.",
    cause,
  });
}

export function keyRefused(
  to: Addressee,
  key: { readonly publicKey: string; readonly from: string },
  methodsOffered: readonly string[],
  cause: unknown,
): KitError {
  const offers = methodsOffered.length > 0 ? methodsOffered.map((method) => `"${method}"`).join(', ') : 'nothing';
  return new KitError({
    code: 'E_SSH_KEY_REFUSED',
    what: `Cannot log in to ${place(to)}: it refuses the key of ${key.from} for ${to.user}.`,
    why: `the server offers ${offers}; the key ${fingerprint(key.publicKey)} is not among ${to.user}'s authorized keys, or ${to.user} may not log in there.`,
    next: 'use the key of an operator who was in sclerite.config.ts at the last deploy; that operator can add yours by a deploy.',
    cause,
  });
}

export function connectionLost(to: Addressee, during: string, cause?: unknown): KitError {
  return new KitError({
    code: 'E_SSH_LOST',
    what: `The connection to ${place(to)} broke.`,
    why: `it ended while this ran: ${during}${cause instanceof Error ? ` (${cause.message})` : ''}.`,
    next: 'run the same command again; every step looks at the machine first and goes on from there.',
    cause,
  });
}

export function commandTimeout(to: Addressee, command: string, ms: number): KitError {
  return new KitError({
    code: 'E_SSH_COMMAND_TIMEOUT',
    what: `A command on ${place(to)} did not end within ${seconds(ms)}.`,
    why: `it was: ${command}. The channel was closed; the program may still be running there.`,
    next: 'run the same command again; if it stays, look at the load of the server.',
  });
}

/** RFC 4254, 5.1: why a channel was not opened. */
const FORBIDDEN = 1;
const CONNECT_FAILED = 2;

/** sshd did not make a connection to a port of the server's loopback. */
export function forwardFailure(to: Addressee, port: number, cause: Error & { reason?: unknown }): KitError {
  if (cause.reason === CONNECT_FAILED) {
    return new KitError({
      code: 'E_FORWARD_REFUSED',
      what: `Nothing answers on port ${port} of ${to.name}'s loopback.`,
      why: `sshd tried and was told: ${quoteRemote(cause.message)}.`,
      next: `a gateway that starts needs half a minute; else see why it does not run: ./sclerite verify ${to.name}`,
      cause,
    });
  }
  if (cause.reason === FORBIDDEN) {
    return new KitError({
      code: 'E_FORWARD_FORBIDDEN',
      what: `sshd on ${to.name} does not let ${to.user} through to port ${port} of its loopback.`,
      why: `it lets the admin through to the gateway's port only, and said: ${quoteRemote(cause.message)}. The config may name another port than the one deployed.`,
      next: './sclerite deploy brings the server and the config together.',
      cause,
    });
  }
  return connectionLost(to, `a connection to port ${port} of its loopback`, cause);
}

/** `words`: what sudo printed. */
export function sudoRefused(to: Pick<Addressee, 'name' | 'user'>, words: string, hadPassword: boolean): KitError {
  return new KitError({
    code: 'E_SUDO_REFUSED',
    what: `sudo on ${to.name} does not let ${to.user} become root.`,
    why: `it said: ${quoteRemote(words, { maxLines: 4 }) || '(nothing)'}. ${hadPassword ? 'The stored sudo password was offered.' : 'No sudo password is stored for this server.'}`,
    next: hadPassword
      ? `if the password was changed on the server, put the new one into the secret store (secrets/${to.name}/sudo-password in the project's state directory).`
      : 'run the handover from the machine that deployed the server: its state directory holds the password.',
  });
}
