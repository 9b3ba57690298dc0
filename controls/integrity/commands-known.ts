import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.commands-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every program that can be called by its name comes from a package or is wanted',
  failureTitle: 'A program that nobody here knows can be called by its name',
  why: "/usr/local/sbin comes first in root's PATH: a false sudo or ps there is run by whoever comes to look what is wrong.",
  references: ['https://attack.mitre.org/techniques/T1574/007/'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(facts, 'commands', 'the folders of PATH', 'See what it does before anybody runs it, then remove it'),
});
