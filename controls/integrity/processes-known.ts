import type { RunningProgram } from '../../facts/running-programs.ts';
import { defineControl, fail, pass } from '../control.ts';

const describe = ({ pid, name, user, unit, executable }: RunningProgram) =>
  `/proc/${pid}/exe: ${executable} (${name}, ${user}, ${unit})`;

export default defineControl({
  id: 'integrity.processes-known',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Every running program comes from a package or from the pinned release',
  failureTitle: 'A program runs that came with no package',
  why: 'A miner or a backdoor that was dropped into /tmp or into memory has no package; what Debian and the kit start always has one.',
  references: ['https://attack.mitre.org/techniques/T1059/004/'],
  needs: ['runningPrograms'],
  check({ runningPrograms }) {
    const foreign = runningPrograms.filter(({ isPackaged }) => !isPackaged);
    if (foreign.length > 0) {
      return fail(
        foreign.map(describe),
        `Keep a copy before it goes (sudo cp /proc/${foreign[0]?.pid}/exe), then end it and look for what started it`,
      );
    }
    return pass([`/proc: ${runningPrograms.length} programs, each of a package or of the pinned release`]);
  },
});
