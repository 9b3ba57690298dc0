import { defineControl } from '../control.ts';
import { judgeSudo, SECURE_PATH, sudoDefaults } from './_sudo.ts';

export default defineControl({
  id: 'accounts.sudo-path-fixed',
  layer: 'infrastructure',
  severity: 'high',
  title: "sudo looks for programs in the system's own directories only",
  failureTitle: 'sudo looks for programs elsewhere as well',
  why: "With the caller's PATH, a file named ls in a home is what root runs.",
  references: ['https://www.sudo.ws/docs/man/sudoers.man/#secure_path', 'ANSSI BP-028 R39'],
  wants: sudoDefaults,
  needs: ['sudoers'],
  check: ({ sudoers }) =>
    judgeSudo(sudoers, [
      { name: 'secure_path', holds: (value) => value === SECURE_PATH, unset: false, says: SECURE_PATH },
      { name: 'exempt_group', holds: () => false, unset: true, says: 'nobody' },
      { name: 'ignore_dot', holds: (value) => value === true, unset: true, says: 'on' },
    ]),
});
