import { defineControl } from '../control.ts';
import { noTraces } from './_traces.ts';

export default defineControl({
  id: 'secrets.none-in-histories',
  layer: 'application',
  severity: 'high',
  title: 'No shell history holds a secret',
  failureTitle: 'A shell history holds a secret',
  why: 'A key typed once stays in the history, readable in every backup and by whoever gets that account.',
  references: ['ANSSI BP-028 R33'],
  needs: ['secretTraces'],
  check: ({ secretTraces }) =>
    noTraces(
      secretTraces.histories,
      'histories of root, of people and of services',
      'Change that secret where it was issued, then remove the line: history -d, or the file itself',
    ),
});
