import { existsSync } from 'node:fs';

import type { FirewallRule, PowerState } from '../driver.ts';
import { killGroup, removeGroup } from '../machines/cgroup.ts';
import { forgetMachine, machineIds, supervisorOf, writeJson } from '../machines/machine.ts';
import { waitForEnd } from '../machines/process.ts';
import { machineCgroup } from '../machines/supervisor.ts';
import { detachAll } from '../machines/volumes.ts';
import { type LabNetwork, labNetwork, machineLink, machineNamespace } from '../network/addresses.ts';
import { unplug } from '../network/link.ts';
import { loadRules } from '../network/router.ts';
import { renderFirewall, renderNoFirewall } from '../network/rules.ts';
import { type LabPaths, labPaths, type MachinePaths, machinePaths } from '../paths.ts';
import type { LabSettings } from '../settings.ts';

/** A machine that does not shut down by then has failed to; a real one's operator would pull the plug. */
export async function waitForShutdown(id: number, machine: MachinePaths, seconds: number): Promise<void> {
  const supervisor = supervisorOf(machine);
  if (supervisor === null || (await waitForEnd(supervisor, seconds))) return;
  throw new Error(`server ${id} did not shut down within ${seconds} s; power it off instead`);
}

/** What stands around a machine on the host, whatever runs it: its supervisor's group, its link, the rules before it. */
export interface Ground {
  readonly paths: LabPaths;
  readonly network: LabNetwork;
  of(id: number): MachinePaths;
  setFirewall(id: number, rules: readonly FirewallRule[] | null): Promise<void>;
  /** Leaves no process, link, rule or group of the machine; its disk stays. */
  clear(id: number): Promise<void>;
  destroy(id: number): Promise<void>;
  states(): Promise<ReadonlyMap<number, PowerState>>;
}

export function ground(settings: LabSettings): Ground {
  const paths = labPaths(settings);
  const network = labNetwork(settings);
  const of = (id: number) => machinePaths(paths, id);

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
    paths,
    network,
    of,
    clear,

    async setFirewall(id, rules) {
      await writeJson(of(id).rules, rules);
      await loadRules(network, renderFirewall(network.table, id, machineLink(id), rules));
    },

    async destroy(id) {
      await clear(id);
      if (existsSync(`/run/netns/${network.router.namespace}`)) {
        await loadRules(network, renderNoFirewall(network.table, id, machineLink(id)));
      }
      await forgetMachine(of(id));
    },

    async states() {
      return new Map<number, PowerState>(
        machineIds(paths).map((id) => [id, supervisorOf(of(id)) === null ? 'off' : 'running']),
      );
    },
  };
}
