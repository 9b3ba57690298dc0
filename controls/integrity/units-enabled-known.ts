import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'integrity.units-enabled-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'No unit is switched on that Debian leaves off',
  failureTitle: 'A unit is switched on that Debian leaves off',
  why: 'debug-shell.service is in every Debian: enabled, it is a root shell on a console that asks nobody for a password.',
  references: ['https://www.freedesktop.org/software/systemd/man/latest/systemd.preset.html'],
  needs: ['unitChoice'],
  check({ unitChoice: { enabled } }) {
    const odd = enabled.filter(({ preset }) => preset === 'disabled').map(({ name }) => name);
    if (odd.length > 0) {
      return fail(
        odd.map((name) => `systemctl list-unit-files: ${name} is enabled, its preset is disabled`),
        `Switch it off: sudo systemctl disable --now ${odd.join(' ')}`,
      );
    }
    return pass([`systemctl list-unit-files: ${enabled.length} enabled, none against its preset`]);
  },
});
