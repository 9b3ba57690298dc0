import { createHash } from 'node:crypto';

import { KitError } from '../../policy/errors.ts';
import { type AptMirror, renderSourceLines, renderSources } from './apt-sources.ts';

/** Raise this when a change below would make an existing image wrong in a way that its other inputs do not show. */
const RECIPE_VERSION = 2;

/** Images the lab can boot, by the API's name, with the release's code name. */
const suites: Readonly<Record<string, string>> = { 'debian-13': 'trixie', 'debian-12': 'bookworm' };

/**
 * What a cloud image of Debian holds beyond the packages of priority `important`. Neither a firewall that is switched on
 * nor fail2ban: hardening has to bring them. (Hetzner publishes no package list; this is the shape of Debian's own
 * `genericcloud` image without kernel and boot loader.)
 */
const packages = [
  'bash-completion',
  'ca-certificates',
  'cloud-init',
  'curl',
  'dbus',
  'gpg',
  'iproute2',
  'iputils-ping',
  'less',
  'libpam-systemd',
  'locales',
  'netplan.io',
  'openssh-server',
  'polkitd',
  'python3',
  'sudo',
  'systemd-resolved',
  'systemd-sysv',
  'systemd-timesyncd',
  'vim-tiny',
  'wget',
];

/** What a machine with a kernel of its own needs more. Hetzner's images have the guest agent, too. */
const ownKernelPackages = ['initramfs-tools', 'linux-image-cloud-amd64', 'qemu-guest-agent', 'zstd'];

/** Dropped again: with ifupdown there cloud-init's network ends up without a resolver (docs/lab.md). */
const unwanted = ['ifupdown'];

/**
 * In a container cloud-init reads no DMI, so its Hetzner datasource never fires; the same data reaches it through NoCloud.
 * `users: []`: only root exists, as at Hetzner, unless user data says otherwise. The package sources stay the host's.
 */
const cloudConfig = `# The lab's image: see docs/lab.md.
datasource_list: [NoCloud]
disable_root: false
users: []
manage_etc_hosts: true
apt:
  preserve_sources_list: true
system_info:
  network:
    renderers: [netplan, networkd]
# A container has no partition of its own to grow.
growpart:
  mode: 'off'
resize_rootfs: false
`;

/** With a kernel of its own a machine has a DMI, and the datasource that runs at Hetzner. The disk has no partitions to grow. */
const cloudConfigOwnKernel = `# The lab's image: see docs/lab.md.
datasource_list: [Hetzner, None]
disable_root: false
users: []
manage_etc_hosts: true
apt:
  preserve_sources_list: true
system_info:
  network:
    renderers: [netplan, networkd]
growpart:
  mode: 'off'
`;

/** The label of the root file system, in the kernel's command line and in fstab. */
export const ROOT_LABEL = 'root';

/** cloud-init 22.4 fails over its own default, en_US.UTF-8, which the image does not have. Goes with debian-12. */
const cloudConfigBookworm = 'locale: C.UTF-8\n';

/** Translated package descriptions: 6 MB that every machine would fetch and nobody reads. */
const ownApt = ['Acquire::Languages "none";'];

/** Everything that decides what an image holds. */
export interface ImageInputs {
  readonly image: string;
  readonly mirror: AptMirror;
  /** Lines of apt configuration that guests need too. */
  readonly guestApt: readonly string[];
  /** PEM certificates the host trusts, as one bundle. */
  readonly authorities: string;
  /** With kernel, initramfs and guest agent, for a whole machine instead of a container. @default false */
  readonly hasOwnKernel?: boolean;
}

export interface ImageRecipe {
  readonly image: string;
  readonly suite: string;
  /** `debian-13-0123456789ab`: another recipe never meets an old image. */
  readonly key: string;
  readonly packages: readonly string[];
  readonly unwanted: readonly string[];
  /** For mmdebstrap. */
  readonly sourceLines: readonly string[];
  /** Written over the finished tree: path below `/` to text. */
  readonly files: ReadonlyMap<string, string>;
  /** Removed from the finished tree: identities that every machine has to make for itself, traces of the build. */
  readonly removed: readonly string[];
}

export function canBoot(image: string): boolean {
  return Object.hasOwn(suites, image);
}

/** @throws E_LAB_IMAGE for an image that only exists on paper here. */
export function imageRecipe(inputs: ImageInputs): ImageRecipe {
  const suite = Object.hasOwn(suites, inputs.image) ? suites[inputs.image] : undefined;
  if (suite === undefined) {
    throw new KitError({
      code: 'E_LAB_IMAGE',
      what: `The lab cannot boot the image "${inputs.image}".`,
      why: `its machines are ${Object.keys(suites).join(' and ')}.`,
      next: 'choose one of these for the lab; the lab without machines (`lab api --driver none`) takes every image.',
    });
  }
  const hasOwnKernel = inputs.hasOwnKernel ?? false;
  const settings = hasOwnKernel ? cloudConfigOwnKernel : cloudConfig;
  const wanted = hasOwnKernel ? [...packages, ...ownKernelPackages] : packages;
  const files = new Map([
    ['/etc/apt/sources.list.d/debian.sources', renderSources(inputs.mirror, suite)],
    ['/etc/cloud/cloud.cfg.d/90_lab.cfg', suite === 'bookworm' ? settings + cloudConfigBookworm : settings],
    ['/etc/hostname', 'debian\n'],
    // Empty, not absent: systemd then takes "first boot" as it does on a real cloud image.
    ['/etc/machine-id', ''],
    ['/etc/fstab', hasOwnKernel ? `LABEL=${ROOT_LABEL} / ext4 discard,errors=remount-ro 0 1\n` : ''],
    ['/etc/apt/apt.conf.d/50lab-archive', [...inputs.guestApt, ...ownApt, ''].join('\n')],
  ]);
  const removed = [
    '/etc/apt/sources.list',
    '/etc/apt/apt.conf.d/99mmdebstrap',
    '/etc/dpkg/dpkg.cfg.d/99mmdebstrap',
    '/var/lib/dbus/machine-id',
    '/etc/ssh/ssh_host_rsa_key',
    '/etc/ssh/ssh_host_rsa_key.pub',
    '/etc/ssh/ssh_host_ecdsa_key',
    '/etc/ssh/ssh_host_ecdsa_key.pub',
    '/etc/ssh/ssh_host_ed25519_key',
    '/etc/ssh/ssh_host_ed25519_key.pub',
    '/etc/resolv.conf.dpkg-old',
  ];
  const digest = createHash('sha256')
    .update(JSON.stringify([RECIPE_VERSION, suite, wanted, unwanted, [...files], removed, inputs.authorities]))
    .digest('hex');
  return {
    image: inputs.image,
    suite,
    key: `${inputs.image}-${hasOwnKernel ? 'disk-' : ''}${digest.slice(0, 12)}`,
    packages: wanted,
    unwanted,
    sourceLines: renderSourceLines(inputs.mirror, suite),
    files,
    removed,
  };
}
