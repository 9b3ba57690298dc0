import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.apt-sources-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every source of packages is signed with a key that came with a package',
  failureTitle: 'A source of packages is signed with a key of its own',
  why: 'A package runs its scripts as root. A source with a key of its own is one more party that may write them.',
  references: ['https://manpages.debian.org/trixie/apt/sources.list.5.en.html', 'ANSSI BP-028 R59'],
  needs: ['foreignFiles'],
  check: (facts) => nothingForeign(facts, 'aptSources', "apt's sources", 'Find out who needs it; if nobody, remove it'),
});
