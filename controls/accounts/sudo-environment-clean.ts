import { defineControl } from '../control.ts';
import { isFlag, judgeSudo, sudoDefaults } from './_sudo.ts';

/** Debian's own file keeps none; these change neither which program runs nor what it loads. */
const harmless = ['COLORS', 'DISPLAY', 'EDITOR', 'LANG', 'LS_COLORS', 'TZ', 'XAUTHORITY'];

const keeps = (value: string | number | boolean) =>
  typeof value === 'string' &&
  value
    .split(' ')
    .slice(1)
    .every((name) => harmless.includes(name) || /^LC_[A-Z]+$/.test(name));

export default defineControl({
  id: 'accounts.sudo-environment-clean',
  layer: 'infrastructure',
  severity: 'high',
  title: "sudo takes nothing over from the caller's environment",
  failureTitle: "sudo takes over parts of the caller's environment",
  why: 'PYTHONPATH, PERL5LIB or LD_LIBRARY_PATH of the caller would decide what a program of root loads.',
  references: ['https://www.sudo.ws/docs/man/sudoers.man/#env_reset', 'ANSSI BP-028 R39'],
  wants: sudoDefaults,
  needs: ['sudoers'],
  check: ({ sudoers }) =>
    judgeSudo(sudoers, [
      { name: 'env_reset', holds: isFlag(true), unset: true, says: 'on' },
      { name: 'setenv', holds: isFlag(false), unset: true, says: 'off' },
      { name: 'env_keep', holds: keeps, unset: true, says: `nothing but ${harmless.join(', ')} and LC_*` },
      { name: 'env_file', holds: () => false, unset: true, says: 'none' },
    ]),
});
