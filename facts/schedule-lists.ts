import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** File → the names in it; a file that is not there is not here. */
export type ScheduleLists = Readonly<Record<string, readonly string[]>>;

/** Who may hand commands to cron and at for later. */
export const scheduleLists = defineFact<ScheduleLists>({
  title: 'who may use cron and at',
  speed: 'fast',
  source: () => ({
    kind: 'files',
    paths: ['cron.allow', 'cron.deny', 'at.allow', 'at.deny'].map((name) => `/etc/${name}`),
    content: true,
  }),
  parse: (reading) =>
    Object.fromEntries(
      entriesOf(reading)
        .filter(({ type, error }) => type !== 'absent' || error !== undefined)
        .map(({ path, content, error }) => {
          if (content === undefined) throw new Unreadable(`${path}: ${error ?? 'not read'}`);
          return [path, content.split(/\s+/).filter(Boolean)];
        }),
    ),
});
