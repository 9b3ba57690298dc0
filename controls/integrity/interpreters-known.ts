import { defineControl } from '../control.ts';
import { nothingForeign } from './_foreign.ts';

export default defineControl({
  id: 'integrity.interpreters-known',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Every module that Python and Perl find by themselves comes from a package',
  failureTitle: 'Python or Perl finds a module that nobody here knows',
  why: 'fail2ban, unattended-upgrades and cloud-init are Python that root runs: a sitecustomize.py in the right folder is run before any of them.',
  references: ['https://docs.python.org/3/library/site.html'],
  needs: ['foreignFiles'],
  check: (facts) =>
    nothingForeign(
      facts,
      'interpreters',
      'folders of Python and Perl',
      'Read it, then remove it; pip install as root leaves many: use a virtual environment',
    ),
});
