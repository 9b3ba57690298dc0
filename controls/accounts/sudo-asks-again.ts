import { defineControl } from '../control.ts';
import { judgeSudo, sudoDefaults, TIMESTAMP_MINUTES } from './_sudo.ts';

export default defineControl({
  id: 'accounts.sudo-asks-again',
  layer: 'infrastructure',
  severity: 'medium',
  title: `sudo asks again after ${TIMESTAMP_MINUTES} minutes, and in each terminal`,
  failureTitle: 'sudo remembers a password for too long or too widely',
  why: 'As long as it remembers, whatever runs as the admin is root without knowing the password.',
  references: ['https://www.sudo.ws/docs/man/sudoers.man/#timestamp_timeout', 'CIS Debian 12 5.2.6'],
  wants: sudoDefaults,
  needs: ['sudoers'],
  check: ({ sudoers }) =>
    judgeSudo(sudoers, [
      {
        name: 'timestamp_timeout',
        // A negative number means for ever.
        holds: (value) => Number(value) >= 0 && Number(value) <= TIMESTAMP_MINUTES,
        unset: false,
        says: `at most ${TIMESTAMP_MINUTES} minutes`,
      },
      { name: 'timestamp_type', holds: (value) => value === 'tty', unset: true, says: 'tty' },
    ]),
});
