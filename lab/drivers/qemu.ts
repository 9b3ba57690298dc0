import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';

import { KitError } from '../../policy/errors.ts';
import { command } from '../command.ts';
import type { Driver, MachineSpec } from '../driver.ts';
import { cgroupRoot } from '../machines/cgroup.ts';
import { readMachine, supervisorOf, writeJson } from '../machines/machine.ts';
import { waitForEnd } from '../machines/process.ts';
import { launchSupervisor } from '../machines/supervisor.ts';
import { deleteVolume, layOutVolume } from '../machines/volumes.ts';
import type { MachinePaths } from '../paths.ts';
import type { Progress } from '../progress.ts';
import { chooseAccelerator } from '../qemu/accelerator.ts';
import { diskImage, ensureDiskImage } from '../qemu/image.ts';
import { Silent } from '../qemu/json-lines.ts';
import { withMonitor } from '../qemu/monitor.ts';
import { superviseLaunch } from '../qemu/supervisor.ts';
import { plugIn, pullOut } from '../qemu/volumes.ts';
import type { LabSettings } from '../settings.ts';
import { ground } from './_ground.ts';

/** Measured 20 to 40 s under TCG; a gateway that ends its work may take minutes more. */
const SHUTDOWN_SECONDS = 420;
/** A button that is pressed before anybody in the machine listens is not heard. */
const PRESS_AGAIN_SECONDS = 15;
/** From the supervisor's start to QEMU's first answer: measured 0.3 s, on a busy host more. */
const START_SECONDS = 60;

/** Whole machines with a kernel of their own: QEMU, by KVM where the host has it. */
export function qemuDriver(settings: LabSettings, progress: Progress): Driver {
  const { paths, network, of, clear, setFirewall, destroy, states } = ground(settings);
  const accelerator = chooseAccelerator();

  return {
    name: 'qemu',

    async create(spec) {
      const base = await ensureDiskImage(spec.image, paths.images, progress);
      const machine = of(spec.id);
      await mkdir(machine.dir, { recursive: true, mode: 0o700 });
      await command([
        ...['qemu-img', 'create', '-q', '-f', 'qcow2', '-F', 'raw', '-b', diskImage(base).disk, machine.disk],
        `${spec.disk}G`,
      ]);
      await writeJson(machine.spec, { spec, base, driver: 'qemu' });
    },

    async start(spec, rules) {
      const machine = of(spec.id);
      if (supervisorOf(machine) !== null) {
        await setFirewall(spec.id, rules);
      } else {
        await clear(spec.id);
        const { base } = await readMachine(paths, spec.id);
        await setFirewall(spec.id, rules);
        const launch = superviseLaunch({
          ...{ spec, network, paths: machine, accelerator, image: diskImage(base) },
          hostCores: availableParallelism(),
          prefix: settings.prefix,
          cgroupRoot: await cgroupRoot(),
        });
        await writeJson(machine.running, await launchSupervisor(machine, launch));
      }
      await waitForQemu(spec, machine);
    },

    async stop(id, how) {
      if (supervisorOf(of(id)) !== null) await (how === 'graceful' ? pressUntilOff(id, of(id)) : pullPlug(of(id)));
      await clear(id);
    },

    destroy,
    setFirewall,
    states,

    async attachVolume(id, volume) {
      const file = await layOutVolume(paths, volume);
      if (supervisorOf(of(id)) !== null) await plugIn(of(id).qmp, volume, file);
    },

    async detachVolume(id, volume) {
      if (supervisorOf(of(id)) !== null) await pullOut(of(id).qmp, volume.id);
    },

    async deleteVolume(volume) {
      await deleteVolume(paths, volume);
    },
  };
}

async function pressUntilOff(id: number, machine: MachinePaths): Promise<void> {
  const deadline = performance.now() + SHUTDOWN_SECONDS * 1000;
  while (performance.now() < deadline) {
    const supervisor = supervisorOf(machine);
    if (supervisor === null) return;
    try {
      await withMonitor(machine.qmp, ({ execute }) => execute('system_powerdown'));
    } catch (error) {
      if (!(error instanceof Silent)) throw error; // it is about to end, or too busy to listen: seen in either case below
    }
    if (await waitForEnd(supervisor, PRESS_AGAIN_SECONDS)) return;
  }
  throw new Error(`server ${id} did not shut down within ${SHUTDOWN_SECONDS} s; power it off instead`);
}

/** The machine learns nothing of it; QEMU itself gets to close the disk's file. */
async function pullPlug(machine: MachinePaths): Promise<void> {
  const supervisor = supervisorOf(machine);
  try {
    await withMonitor(machine.qmp, ({ execute }) => execute('quit'));
    if (supervisor !== null) await waitForEnd(supervisor, 10);
  } catch (error) {
    if (!(error instanceof Silent)) throw error; // then its group is killed
  }
}

async function waitForQemu(spec: MachineSpec, machine: MachinePaths): Promise<void> {
  const deadline = performance.now() + START_SECONDS * 1000;
  for (;;) {
    let silence: string;
    try {
      const status = await withMonitor(machine.qmp, ({ execute }) => execute('query-status'));
      if ((status as { running: boolean }).running) return;
      silence = `QEMU says ${JSON.stringify(status)}.`;
    } catch (error) {
      if (!(error instanceof Silent)) throw error;
      silence = error.message;
    }
    const hasEnded = supervisorOf(machine) === null;
    if (hasEnded || performance.now() > deadline) {
      throw new KitError({
        code: 'E_LAB_START',
        what: `The machine ${spec.name} (${spec.id}) did not start.`,
        why: hasEnded ? 'its supervisor ended at once.' : `QEMU does not run it after ${START_SECONDS} s: ${silence}`,
        next: `read the end of ${machine.console}.`,
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
