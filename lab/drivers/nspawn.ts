import { existsSync } from 'node:fs';

import { KitError } from '../../policy/errors.ts';
import type { Driver, FirewallRule, MachineSpec, PowerState, VolumeSpec } from '../driver.ts';
import { cgroupRoot, killGroup, removeGroup } from '../machines/cgroup.ts';
import { ensureImage } from '../machines/image.ts';
import { checkInotify } from '../machines/inotify.ts';
import { forgetMachine, layOut, machineIds, readMachine, supervisorOf, writeJson } from '../machines/machine.ts';
import { findInit, signal, waitForEnd } from '../machines/process.ts';
import { launch, machineCgroup } from '../machines/supervisor.ts';
import { attach, deleteVolume, detach, detachAll } from '../machines/volumes.ts';
import { labNetwork, machineLink, machineNamespace } from '../network/addresses.ts';
import { unplug } from '../network/link.ts';
import { loadRules } from '../network/router.ts';
import { renderFirewall, renderNoFirewall } from '../network/rules.ts';
import { labPaths, machinePaths } from '../paths.ts';
import type { Progress } from '../progress.ts';
import type { LabSettings } from '../settings.ts';

/** What systemd as a container's first process takes as the power button: SIGRTMIN+4 (systemd(1)), where SIGRTMIN is 34. */
const POWER_BUTTON = 34 + 4;
/** A machine that does not shut down by then has failed to; a real one's operator would pull the plug. */
const SHUTDOWN_SECONDS = 60;
/** From the supervisor's start to the machine's first process: measured 0.1 to 0.4 s, on a busy host more. */
const START_SECONDS = 20;

/** Real Debian systems in containers that boot: systemd-nspawn over an overlay of the image, behind the lab's router. */
export function nspawnDriver(settings: LabSettings, progress: Progress): Driver {
  const paths = labPaths(settings);
  const network = labNetwork(settings);
  const of = (id: number) => machinePaths(paths, id);

  const setFirewall = async (id: number, rules: readonly FirewallRule[] | null) => {
    await writeJson(of(id).rules, rules);
    await loadRules(network, renderFirewall(network.table, id, machineLink(id), rules));
  };

  /** Leaves no process, link, rule or group of the machine; its disk stays. */
  const clear = async (id: number) => {
    const group = machineCgroup(settings.prefix, id);
    const supervisor = supervisorOf(of(id));
    await killGroup(group);
    if (supervisor !== null) await waitForEnd(supervisor, 10);
    await removeGroup(group);
    await unplug(network, id, machineNamespace(settings.prefix, id));
    await detachAll(of(id));
  };

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
        if (!(await waitForEnd(supervisor, SHUTDOWN_SECONDS))) {
          throw new Error(`server ${id} did not shut down within ${SHUTDOWN_SECONDS} s; power it off instead`);
        }
      }
      await clear(id);
    },

    async destroy(id) {
      await clear(id);
      if (existsSync(`/run/netns/${network.router.namespace}`)) {
        await loadRules(network, renderNoFirewall(network.table, id, machineLink(id)));
      }
      await forgetMachine(of(id));
    },

    setFirewall,

    async attachVolume(id: number, volume: VolumeSpec) {
      await attach(paths, of(id), volume);
    },

    async detachVolume(id: number, volume: VolumeSpec) {
      await detach(paths, of(id), volume);
    },

    async deleteVolume(volume: number) {
      await deleteVolume(paths, volume);
    },

    async states() {
      return new Map<number, PowerState>(
        machineIds(paths).map((id) => [id, supervisorOf(of(id)) === null ? 'off' : 'running']),
      );
    },
  };
}

async function waitForInit(spec: MachineSpec, machine: ReturnType<typeof machinePaths>): Promise<void> {
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
