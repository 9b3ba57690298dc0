/**
 * The system images on offer. The ids of debian-12, ubuntu-24.04 (x86) are Hetzner's, the rest are the lab's own: look
 * images up by name.
 */
export interface Image {
  readonly id: number;
  readonly type: 'system';
  readonly status: 'available';
  readonly name: string;
  readonly description: string;
  readonly image_size: null;
  /** Gigabytes. */
  readonly disk_size: number;
  readonly created: string;
  readonly created_from: null;
  readonly bound_to: null;
  readonly os_flavor: 'debian' | 'ubuntu';
  readonly os_version: string;
  readonly architecture: 'x86' | 'arm';
  readonly rapid_deploy: boolean;
  readonly protection: { readonly delete: false };
  readonly deprecated: null;
  readonly deleted: null;
  readonly labels: Readonly<Record<string, string>>;
}

const image = (
  id: number,
  flavor: 'debian' | 'ubuntu',
  version: string,
  architecture: 'x86' | 'arm',
  created: string,
): Image => ({
  id,
  type: 'system',
  status: 'available',
  name: `${flavor}-${version}`,
  description: `${flavor === 'debian' ? 'Debian' : 'Ubuntu'} ${version}`,
  image_size: null,
  disk_size: 5,
  created,
  created_from: null,
  bound_to: null,
  os_flavor: flavor,
  os_version: version,
  architecture,
  rapid_deploy: true,
  protection: { delete: false },
  deprecated: null,
  deleted: null,
  labels: {},
});

export const images: readonly Image[] = [
  image(114690387, 'debian', '12', 'x86', '2023-06-13T06:00:00+00:00'),
  image(114690389, 'debian', '12', 'arm', '2023-06-13T06:00:00+00:00'),
  image(161547269, 'ubuntu', '24.04', 'x86', '2024-04-25T13:26:27+00:00'),
  image(161547270, 'ubuntu', '24.04', 'arm', '2024-04-25T13:26:51+00:00'),
  image(310557660, 'debian', '13', 'x86', '2025-08-12T06:00:00+00:00'),
  image(310557661, 'debian', '13', 'arm', '2025-08-12T06:00:00+00:00'),
  image(380100260, 'ubuntu', '26.04', 'x86', '2026-04-24T06:00:00+00:00'),
  image(380100261, 'ubuntu', '26.04', 'arm', '2026-04-24T06:00:00+00:00'),
];

export const imageById = (id: number): Image | undefined => images.find((one) => one.id === id);

/** By id, or by name among the images of one architecture. */
export function findImage(idOrName: number | string, architecture: 'x86' | 'arm'): Image | undefined {
  return images.find(
    (one) => String(one.id) === String(idOrName) || (one.name === idOrName && one.architecture === architecture),
  );
}
