import { defineFact, stdoutOf, Unreadable } from './fact.ts';

export interface HostKeyFile {
  readonly path: string;
  readonly bits: number;
  /** As ssh-keygen names it: `ED25519`, `RSA`, `ECDSA`. */
  readonly type: string;
}

/** Every host key that lies where sshd looks for them, used or not. */
export const hostKeyFiles = defineFact<readonly HostKeyFile[]>({
  title: 'host keys in /etc/ssh, with type and size',
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: [
      '/bin/sh',
      '-ec',
      'for file in /etc/ssh/ssh_host_*_key; do [ -e "$file" ] || continue; printf "%s " "$file"; ssh-keygen -l -f "$file"; done',
    ],
  }),
  parse: (reading) =>
    stdoutOf(reading)
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const match = /^(\S+) (\d+) \S+ .*\(([\w-]+)\)$/.exec(line);
        if (!match) throw new Unreadable(`not understood: ${line.slice(0, 200)}`);
        const [, path, bits, type] = match as unknown as [string, string, string, string];
        return { path, bits: Number(bits), type };
      }),
});
