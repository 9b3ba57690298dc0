import type { VolumeSpec } from '../driver.ts';
import { DISK_BUS } from './arguments.ts';
import { withMonitor } from './monitor.ts';

/** A guest under TCG takes its time to let go of a disk. */
const LET_GO_SECONDS = 60;

const nodeName = (id: number) => `volume-${id}`;

/**
 * Plugs a volume's file into a machine that runs, as a SCSI disk with the names that Hetzner's have: udev makes
 * /dev/disk/by-id/scsi-0HC_Volume_ID of them. It stays over reboots of the machine; whoever starts it again plugs it in again.
 */
export async function plugIn(monitor: string, { id, size }: VolumeSpec, file: string): Promise<void> {
  await withMonitor(monitor, async ({ execute }) => {
    const nodes = (await execute('query-named-block-nodes', { flat: true })) as { 'node-name': string }[];
    if (nodes.some((node) => node['node-name'] === nodeName(id))) {
      await execute('block_resize', { 'node-name': nodeName(id), size: size * 1024 ** 3 });
      return;
    }
    await execute('blockdev-add', {
      ...{ driver: 'raw', 'node-name': nodeName(id), discard: 'unmap' },
      file: { driver: 'file', filename: file },
    });
    await execute('device_add', {
      ...{ driver: 'scsi-hd', id: nodeName(id), bus: DISK_BUS, drive: nodeName(id), 'write-cache': 'on' },
      ...{ vendor: 'HC', product: 'Volume', device_id: String(id) },
    });
  });
}

/** Pulls a volume out, as a real one is: what was not written yet by the machine is lost. */
export async function pullOut(monitor: string, id: number): Promise<void> {
  await withMonitor(monitor, async ({ execute, event }) => {
    const nodes = (await execute('query-named-block-nodes', { flat: true })) as { 'node-name': string }[];
    if (!nodes.some((node) => node['node-name'] === nodeName(id))) return;
    await execute('device_del', { id: nodeName(id) });
    await event('DEVICE_DELETED', ({ device }) => device === nodeName(id), LET_GO_SECONDS);
    await execute('blockdev-del', { 'node-name': nodeName(id) });
  });
}
