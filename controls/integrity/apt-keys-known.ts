import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.apt-keys-known',
  layer: 'infrastructure',
  severity: 'critical',
  title: 'apt believes only keys that came with a package',
  failureTitle: 'apt may believe a key that nobody here knows',
  why: 'Whoever owns one of these keys may sign a new sudo or sshd, and the server installs it by itself at night.',
  references: ['https://manpages.debian.org/trixie/apt/apt-secure.8.en.html', 'ANSSI BP-028 R59'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(facts, 'aptKeys', "apt's keyrings", 'Find out whose key it is (gpg --show-keys), then remove it'),
});
