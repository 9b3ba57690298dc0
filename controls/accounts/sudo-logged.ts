import { defineControl } from '../control.ts';
import { judgeSudo, SUDO_LOG, sudoDefaults } from './_sudo.ts';

/** A line a command is little, but nothing on this server may grow for ever. */
const rotation = {
  path: '/etc/logrotate.d/sclerite-sudo',
  content: `${SUDO_LOG} {\n  monthly\n  maxsize 5M\n  rotate 12\n  compress\n  missingok\n  notifempty\n  create 0600 root root\n}\n`,
  mode: '0644',
  owner: 'root',
  group: 'root',
};

export default defineControl({
  id: 'accounts.sudo-logged',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Everything done with sudo stands in a log of its own',
  failureTitle: 'What is done with sudo stands in no log of its own',
  why: 'Beside the journal, which is bounded and shared with everything else, one small file tells who became root and for what.',
  references: ['https://www.sudo.ws/docs/man/sudoers.man/#logfile', 'ANSSI BP-028 R33', 'CIS Debian 12 5.2.3'],
  wants: () => ({
    ...sudoDefaults(),
    packages: ['logrotate', 'sudo'],
    files: [...(sudoDefaults().files ?? []), rotation],
  }),
  needs: ['sudoers'],
  check: ({ sudoers }) =>
    judgeSudo(sudoers, [
      { name: 'logfile', holds: (value) => value === SUDO_LOG, unset: false, says: SUDO_LOG },
      { name: 'log_allowed', holds: (value) => value === true, unset: true, says: 'on' },
      { name: 'log_denied', holds: (value) => value === true, unset: true, says: 'on' },
    ]),
});
