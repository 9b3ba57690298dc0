import { cannotTell, defineControl, fail, pass } from '../control.ts';

const timers = ['apt-daily.timer', 'apt-daily-upgrade.timer'] as const;

export default defineControl({
  id: 'updates.timers-on',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The timers that start updates are on',
  failureTitle: 'A timer that starts updates is off',
  why: 'Settings alone update nothing: a timer that is stopped or masked leaves every one of them without effect, and nothing complains.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd.timer.5.en.html'],
  wants: () => ({
    packages: ['unattended-upgrades'],
    units: timers.map((name) => ({ name, enabled: 'enabled', active: true })),
  }),
  needs: ['units'],
  check({ units }) {
    const states = timers.map((name) => ({ name, state: units[name] }));
    const evidence = states.map(({ name, state }) =>
      state
        ? `systemctl show ${name}: ${state.load}, ${state.file || 'no file'}, ${state.active}`
        : `systemctl show: nothing about ${name}`,
    );
    if (
      states.some(
        ({ state }) => state && !(state.load === 'loaded' && state.file === 'enabled' && state.active === 'active'),
      )
    ) {
      return fail(
        evidence,
        `Switch them on: sudo systemctl unmask ${timers.join(' ')} && sudo systemctl enable --now ${timers.join(' ')}`,
      );
    }
    if (states.some(({ state }) => state === undefined)) return cannotTell(evidence.join('; '));
    return pass(evidence);
  },
});
