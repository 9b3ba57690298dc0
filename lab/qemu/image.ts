import { chmod, copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { KitError } from '../../policy/errors.ts';
import { command } from '../command.ts';
import { ensureImageAs, type ImageForm } from '../machines/image.ts';
import { ROOT_LABEL } from '../machines/recipe.ts';
import type { Progress } from '../progress.ts';

/** The file system as it is made; every machine grows its own to the size of its disk at first boot, as at Hetzner. */
const FILE_SYSTEM_SIZE = '4G';

/** What every machine of an image starts from. */
export interface DiskImage {
  /** A raw ext4 file system without partitions; machines write to layers over it. */
  readonly disk: string;
  readonly kernel: string;
  readonly initrd: string;
}

export function diskImage(imageDir: string): DiskImage {
  return {
    disk: join(imageDir, 'disk.raw'),
    kernel: join(imageDir, 'vmlinuz'),
    initrd: join(imageDir, 'initrd.img'),
  };
}

const asDisk: ImageForm = {
  hasOwnKernel: true,
  async pack(root, imageDir) {
    const { disk, kernel, initrd } = diskImage(imageDir);
    // Read by QEMU, which starts them itself: the machine has no boot loader.
    await copyFile(join(root, 'boot', await onlyOne(join(root, 'boot'), 'vmlinuz-')), kernel);
    await copyFile(join(root, 'boot', await onlyOne(join(root, 'boot'), 'initrd.img-')), initrd);
    await command(['mkfs.ext4', '-q', '-L', ROOT_LABEL, '-d', root, disk, FILE_SYSTEM_SIZE]);
    for (const file of [disk, kernel, initrd]) await chmod(file, 0o444);
    await rm(root, { recursive: true });
  },
};

/** The directory of an image that `diskImage` reads, built first when it is not there yet. */
export async function ensureDiskImage(image: string, imagesDir: string, progress: Progress): Promise<string> {
  return ensureImageAs(asDisk, image, imagesDir, progress);
}

async function onlyOne(dir: string, prefix: string): Promise<string> {
  const found = (await readdir(dir)).filter((name) => name.startsWith(prefix));
  const [name] = found;
  if (name !== undefined && found.length === 1) return name;
  throw new KitError({
    code: 'E_LAB_IMAGE',
    what: `The image for machines with a kernel of their own has ${found.length} files ${prefix}* instead of one.`,
    why: `the package of the kernel left ${found.join(', ') || 'nothing'} in /boot.`,
    next: 'see lab/machines/recipe.ts, which names the packages.',
  });
}
