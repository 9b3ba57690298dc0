import { defineFact, stdoutOf } from './fact.ts';
import { parseSshdSettings, type SshdSettings } from './sshd-effective.ts';

/** The connection that `Match` blocks are tried with. A block that matches an address or a host name only is not seen. */
export const matchFor = (user: string) => ['-C', `user=${user},host=localhost,addr=127.0.0.1`] as const;

/** What sshd grants the admin: `Match` blocks included. Blind spot: it reads the disk, not the running daemon. */
export const sshdForAdmin = defineFact<SshdSettings>({
  title: "sshd's effective settings for the admin",
  speed: 'fast',
  source: ({ admin }) => ({ kind: 'command', argv: ['/usr/sbin/sshd', '-T', ...matchFor(admin)] }),
  parse: (reading) => parseSshdSettings(stdoutOf(reading)),
});
