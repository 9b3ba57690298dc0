import { existsSync } from 'node:fs';

import { command, tryCommand } from '../command.ts';
import { type LabNetwork, machineLink } from './addresses.ts';

/** Takes a machine off the router. Its supervisor does the same when it ends well; here for when it was killed. */
export async function unplug({ router }: LabNetwork, id: number, namespace: string): Promise<void> {
  const link = machineLink(id);
  if (existsSync(`/run/netns/${router.namespace}`)) {
    const inside = ['ip', '-n', router.namespace, 'link'];
    if ((await tryCommand([...inside, 'show', link])).exitCode === 0) await command([...inside, 'delete', link]);
  }
  if (existsSync(`/run/netns/${namespace}`)) await command(['ip', 'netns', 'delete', namespace]);
}
