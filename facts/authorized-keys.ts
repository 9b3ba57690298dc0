import { defineFact, entriesOf, Unreadable } from './fact.ts';

export interface AuthorizedKeysFile {
  readonly path: string;
  /** Without comments and empty lines. */
  readonly lines: readonly string[];
}

/**
 * Every authorized_keys file of every account: root's, everybody's in /home, and those of the accounts we want.
 *
 * Blind spot: an `AuthorizedKeysFile` or `AuthorizedKeysCommand` elsewhere (a control holds that against `sshd -T`).
 */
export const authorizedKeys = defineFact<readonly AuthorizedKeysFile[]>({
  title: 'keys that may log in, by account',
  speed: 'fast',
  source: (_, wanted) => ({
    kind: 'files',
    content: true,
    paths: [
      ...new Set([
        '/root',
        '/home/*',
        ...wanted.users.map(({ home }) => home).filter((home) => !/^\/home\/[^/]+$/.test(home)),
      ]),
    ].map((home) => `${home}/.ssh/authorized_keys*`),
  }),
  parse(reading) {
    return entriesOf(reading)
      .filter((entry) => entry.type !== 'absent' || entry.error !== undefined)
      .map((entry) => {
        if (entry.content === undefined)
          throw new Unreadable(`${entry.path} (${entry.type}): ${entry.error ?? 'not read'}`);
        return { path: entry.path, lines: keyLines(entry.content) };
      });
  },
});

const keyLines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
