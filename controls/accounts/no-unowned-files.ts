import { defineControl, fail, pass } from '../control.ts';

const SHOWN = 20;

export default defineControl({
  id: 'accounts.no-unowned-files',
  layer: 'infrastructure',
  severity: 'low',
  title: 'Every file belongs to an account and a group that exist',
  failureTitle: 'Files belong to accounts or groups that do not exist',
  why: 'The next account that is made gets the free number, and with it everything that number owns.',
  references: ['ANSSI BP-028 R53', 'CIS Debian 12 7.1.12'],
  needs: ['looseFiles'],
  check({ looseFiles: { unowned } }) {
    if (unowned.length === 0) return pass(['find / -nouser -o -nogroup: nothing']);
    return fail(
      [
        `find / -nouser -o -nogroup: ${unowned.length}`,
        ...unowned.slice(0, SHOWN).map(({ path, owner }) => `find: ${path} ${owner}`),
      ],
      'Give them to somebody (sudo chown root:root PATH), or remove them.',
    );
  },
});
