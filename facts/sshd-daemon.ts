import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface SshdDaemon {
  /** Unix seconds: when the running sshd last read its files, at its start or at a reload. */
  readonly readAt: number;
  /** Unix seconds: when each of these files was last written, by path. */
  readonly writtenAt: Readonly<Record<string, number>>;
}

const PID_FILE = '/run/sshd.pid';

/**
 * Whether the running sshd knows its files: it writes its pid file anew whenever it starts over, after SIGHUP as well.
 *
 * Blind spots: a file that was removed, and one that was put back with an older date; what the daemon really offers is seen from
 * outside.
 */
export const sshdDaemon = defineFact<SshdDaemon>({
  title: 'when sshd read its files, and when they were written',
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/bin/sh', '-c', `exec stat -c '%Y %n' ${PID_FILE} /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf`],
  }),
  parse(reading) {
    const times = stdoutOf(reading)
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const match = /^(\d+) (\/.+)$/.exec(line);
        if (!match) throw new Unreadable(`not understood: ${line.slice(0, 200)}`);
        return [match[2] as string, Number(match[1])] as const;
      });
    const { [PID_FILE]: readAt, ...writtenAt } = Object.fromEntries(times);
    if (readAt === undefined) throw new Unreadable(`stat said nothing about ${PID_FILE}`);
    return { readAt, writtenAt };
  },
});
