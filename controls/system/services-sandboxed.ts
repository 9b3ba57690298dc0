import type { WantedUnit } from '../../policy/wanted.ts';
import { defineControl, fail, pass } from '../control.ts';
import { sandboxes, sandboxFile } from './_sandboxes.ts';

/** From here on systemd-analyze(1) calls a service EXPOSED, and from 9 on UNSAFE. */
const EXPOSED = 7.5;

/** A login on the console or in a user's own manager is a person, who may do what the account may. */
const isLogin = (unit: string) => /^((serial-|console-)?getty(@.*)?|user@.*|emergency|rescue)\.service$/.test(unit);

/** Units that nobody else wishes; fail2ban and ssh have controls of their own, which watch these files too. */
const units: readonly WantedUnit[] = [
  {
    name: 'unattended-upgrades.service',
    enabled: 'enabled',
    active: true,
    watches: [sandboxFile('unattended-upgrades.service')],
  },
];

export default defineControl({
  id: 'system.services-sandboxed',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Every service that runs is fenced in',
  failureTitle: 'A service runs with nothing to hold it',
  why: 'A flaw in one service is then a flaw in that service, and not root on the whole machine.',
  references: ['ANSSI BP-028 R65, R79', 'https://manpages.debian.org/trixie/systemd/systemd-analyze.1.en.html'],
  wants: () => ({
    units,
    directories: Object.keys(sandboxes).map((unit) => ({
      path: `/etc/systemd/system/${unit}.d`,
      mode: '0755',
      owner: 'root',
      group: 'root',
    })),
    files: Object.entries(sandboxes).map(([unit, lines]) => ({
      path: sandboxFile(unit),
      content: ['# Owned by Sclerite and replaced as a whole.', '[Service]', ...lines, ''].join('\n'),
      mode: '0644',
      owner: 'root',
      group: 'root',
    })),
  }),
  needs: ['unitExposures'],
  check({ unitExposures }) {
    const judged = unitExposures.filter(({ unit }) => !isLogin(unit));
    const line = ({ unit, exposure }: (typeof judged)[number]) =>
      `systemd-analyze security ${unit}: ${exposure.toFixed(1)}`;
    const open = judged.filter(({ exposure }) => exposure >= EXPOSED);
    if (open.length > 0) {
      return fail(
        open.map((service) => `${line(service)}, less than ${EXPOSED} is allowed`),
        `Stop it, or fence it in; what ours are lies in ${sandboxFile('UNIT')}: sudo systemctl revert, then ./sclerite converge`,
      );
    }
    return pass(judged.map(line));
  },
});
