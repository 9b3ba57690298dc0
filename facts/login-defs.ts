import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** `UMASK` → `077`; a name that is not set is not there. */
export type LoginDefs = Readonly<Record<string, string>>;

const FILE = '/etc/login.defs';

/** What useradd, passwd, login and pam_umask take as their defaults. The last line of a name counts. */
export const loginDefs = defineFact<LoginDefs>({
  title: 'defaults for accounts and logins',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: [FILE], content: true }),
  parse(reading) {
    const [file] = entriesOf(reading);
    if (file?.content === undefined) throw new Unreadable(`${FILE}: ${file?.error ?? 'not there'}`);
    return Object.fromEntries(
      file.content
        .split('\n')
        .map((line) => /^\s*([A-Z_]+)\s+(.*?)\s*$/.exec(line))
        .filter((match) => match !== null)
        .map(([, name, value]) => [name as string, value as string]),
    );
  },
});
