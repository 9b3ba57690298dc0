import { KitError } from '../../policy/errors.ts';
import type { Driver, MachineSpec, VolumeSpec } from '../driver.ts';
import { cgroupRoot } from '../machines/cgroup.ts';
import { ensureImage } from '../machines/image.ts';
import { checkInotify } from '../machines/inotify.ts';
import { layOut, readMachine, supervisorOf, writeJson } from '../machines/machine.ts';
import { findInit, signal } from '../machines/process.ts';
import { launch } from '../machines/supervisor.ts';
import { attach, deleteVolume, detach } from '../machines/volumes.ts';
import type { MachinePaths } from '../paths.ts';
import type { Progress } from '../progress.ts';
import type { LabSettings } from '../settings.ts';
import { ground, waitForShutdown } from './_ground.ts';

/** What systemd as a container's first process takes as the power button: SIGRTMIN+4 (systemd(1)), where SIGRTMIN is 34. */
const POWER_BUTTON = 34 + 4;
const SHUTDOWN_SECONDS = 60;
/** From the supervisor's start to the machine's first process: measured 0.1 to 0.4 s, on a busy host more. */
const START_SECONDS = 20;

/** Real Debian systems in containers that boot: systemd-nspawn over an overlay of the image, behind the lab's router. */
export function nspawnDriver(settings: LabSettings, progress: Progress): Driver {
  const { paths, network, of, clear, setFirewall, destroy, states } = ground(settings);

  return {
    name: 'nspawn',

    async create(spec: MachineSpec) {
      const base = await ensureImage(spec.image, paths.images, progress);
      await layOut(of(spec.id), { spec, base });
    },

    async start(spec, rules) {
      const machine = of(spec.id);
      if (supervisorOf(machine) === null) {
        checkInotify(spec.name);
        await clear(spec.id);
        const { base } = await readMachine(paths, spec.id);
        await setFirewall(spec.id, rules);
        const supervisor = await launch({
          ...{ spec, base, network, paths: machine },
          prefix: settings.prefix,
          cgroupRoot: await cgroupRoot(),
        });
        await writeJson(machine.running, supervisor);
      } else {
        await setFirewall(spec.id, rules);
      }
      await waitForInit(spec, machine);
    },

    async stop(id, how) {
      const supervisor = supervisorOf(of(id));
      if (supervisor !== null && how === 'graceful') {
        const init = findInit(supervisor.pid);
        if (init !== null) signal(init, POWER_BUTTON);
        await waitForShutdown(id, of(id), SHUTDOWN_SECONDS);
      }
      await clear(id);
    },

    destroy,
    setFirewall,
    states,

    async attachVolume(id: number, volume: VolumeSpec) {
      await attach(paths, of(id), volume);
    },

    async detachVolume(id: number, volume: VolumeSpec) {
      await detach(paths, of(id), volume);
    },

    async deleteVolume(volume: number) {
      await deleteVolume(paths, volume);
    },
  };
}

async function waitForInit(spec: MachineSpec, machine: MachinePaths): Promise<void> {
  const deadline = performance.now() + START_SECONDS * 1000;
  for (;;) {
    const supervisor = supervisorOf(machine);
    if (supervisor !== null && findInit(supervisor.pid) !== null) return;
    if (supervisor === null || performance.now() > deadline) {
      throw new KitError({
        code: 'E_LAB_START',
        what: `The machine ${spec.name} (${spec.id}) did not start.`,
        why:
          supervisor === null ? 'its supervisor ended at once.' : `it has no first process after ${START_SECONDS} s.`,
        next: `read the end of ${machine.console}.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
