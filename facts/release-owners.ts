import { optDirectory } from '../openclaw/paths.ts';
import { defineFact, stdoutOf } from './fact.ts';

/** How many are listed: one is proof enough, a hundred thousand would be the whole release. */
const LIMIT = 20;

/** Paths below /opt/openclaw that belong to anybody but root, at most 20 of them. */
export const releaseOwners = defineFact<readonly string[]>({
  title: "files of the release that are not root's",
  speed: 'slow',
  dependsOn: [optDirectory],
  source: () => ({
    kind: 'command',
    argv: [
      '/bin/sh',
      '-euc',
      `find "$1" ! '(' -user root -group root ')' | head -n ${LIMIT}`,
      'release-owners',
      optDirectory,
    ],
    timeout: 60,
  }),
  parse: (reading) => stdoutOf(reading).split('\n').filter(Boolean),
});
