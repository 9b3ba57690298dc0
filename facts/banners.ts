import { defineFact, entriesOf, Unreadable } from './fact.ts';

export const BANNERS = ['/etc/issue', '/etc/issue.net', '/etc/motd'] as const;

/** What the system says of itself before and after a login, by path. '' where there is no such file. */
export const banners = defineFact<Readonly<Record<string, string>>>({
  title: 'what is said at the login prompt',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: BANNERS, content: true }),
  parse: (reading) =>
    Object.fromEntries(
      entriesOf(reading).map(({ path, type, content, error }) => {
        if (type === 'absent' && error === undefined) return [path, ''];
        if (content === undefined) throw new Unreadable(`${path}: ${error ?? `is a ${type}, not a file`}`);
        return [path, content];
      }),
    ),
});
