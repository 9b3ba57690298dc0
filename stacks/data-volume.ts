import { Volume } from '@cdktf/provider-hcloud/lib/volume';
import { VolumeAttachment } from '@cdktf/provider-hcloud/lib/volume-attachment';
import { Construct } from 'constructs';
import { Token } from './cdktf.ts';
import type { HardenedServer } from './hardened-server.ts';
import { kitLabels } from './server-plan.ts';

interface DataVolumeProps {
  readonly project: string;
  readonly server: string;
  readonly location: string;
  /** Gigabytes; may grow, never shrink. */
  readonly size: number;
}

/** A volume that outlives its server: it belongs to the location and is attached, not made with the server. */
export class DataVolume extends Construct {
  readonly #volume: Volume;

  constructor(scope: Construct, id: string, { project, server, location, size }: DataVolumeProps) {
    super(scope, id);
    this.#volume = new Volume(this, 'Volume', {
      name: `${project}-${server}`,
      size,
      location,
      format: 'ext4',
      labels: kitLabels(project, server),
    });
  }

  attachTo(server: HardenedServer): void {
    new VolumeAttachment(this, 'Attachment', {
      volumeId: Token.asNumber(this.#volume.id),
      serverId: server.numericId,
      automount: false, // Hetzner's automount edits fstab on the host, and the host belongs to its wanted state
    });
  }
}
