import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { KitError } from '../../policy/errors.ts';
import { command } from '../command.ts';
import type { Progress } from '../progress.ts';
import { type AptMirror, INDEX_TARGETS_FORMAT, parseAptConfig, parseIndexTargets } from './apt-sources.ts';
import { addedAuthorities } from './authorities.ts';
import { isAlive, processIdentity } from './process.ts';
import { type ImageRecipe, imageRecipe } from './recipe.ts';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
/** What Debian's package ca-certificates ships, one file each. */
const SHIPPED = '/usr/share/ca-certificates';

/** The host's own mirror. @throws E_LAB_IMAGE on a host whose package manager knows no Debian archive. */
export async function readHostMirror(): Promise<AptMirror> {
  const targets = await command(['apt-get', 'indextargets', '--format', INDEX_TARGETS_FORMAT, 'Created-By: Packages']);
  const mirror = parseIndexTargets(targets);
  if (mirror !== null) return mirror;
  throw new KitError({
    code: 'E_LAB_IMAGE',
    what: "The lab cannot find a Debian archive in this host's package sources.",
    why: 'machines are built from the archive that the host itself uses (`apt-get indextargets` names none by Debian).',
    next: 'run the lab on Debian 12 or 13, or add a Debian archive to /etc/apt/sources.list.d and run `apt-get update`.',
  });
}

async function readHostApt(): Promise<ReturnType<typeof parseAptConfig>> {
  return parseAptConfig(await command(['apt-config', 'dump']));
}

interface HostAuthorities {
  readonly trusted: string;
  readonly shipped: string;
}

async function readHostAuthorities(): Promise<HostAuthorities> {
  const trusted = existsSync(BUNDLE) ? await readFile(BUNDLE, 'utf8') : '';
  if (!existsSync(SHIPPED)) return { trusted, shipped: '' };
  const names = (await readdir(SHIPPED, { recursive: true })).filter((name) => name.endsWith('.crt'));
  const shipped = await Promise.all(names.map((name) => readFile(join(SHIPPED, name), 'utf8')));
  return { trusted, shipped: shipped.join('\n') };
}

/** What an image is made for: containers take its root directory as it is, a whole machine needs a disk made of it. */
export interface ImageForm {
  readonly hasOwnKernel: boolean;
  /** Turns the finished tree into what machines start from, in the image's directory beside it. May remove the tree. */
  pack(root: string, imageDir: string): Promise<void>;
}

const asTree: ImageForm = { hasOwnKernel: false, async pack() {} };

/** The image's root directory, built first when it is not there yet. */
export async function ensureImage(image: string, imagesDir: string, progress: Progress): Promise<string> {
  return join(await ensureImageAs(asTree, image, imagesDir, progress), 'rootfs');
}

/** The image's own directory, built first when it is not there yet. Of two that build it at once the first one wins. */
export async function ensureImageAs(
  form: ImageForm,
  image: string,
  imagesDir: string,
  progress: Progress,
): Promise<string> {
  const [mirror, apt, authorities] = await Promise.all([readHostMirror(), readHostApt(), readHostAuthorities()]);
  const { hasOwnKernel } = form;
  const recipe = imageRecipe({ image, mirror, guestApt: apt.guest, authorities: authorities.trusted, hasOwnKernel });
  const finished = join(imagesDir, recipe.key);
  if (!existsSync(finished)) {
    await mkdir(imagesDir, { recursive: true, mode: 0o755 });
    await sweep(imagesDir);
    await build({ recipe, form, imagesDir, finished, aptOptions: apt.build, authorities, progress });
  }
  return finished;
}

/** Removes what an interrupted build left. Its name tells whose it was; one that still runs is left alone. */
async function sweep(imagesDir: string): Promise<void> {
  for (const name of await readdir(imagesDir)) {
    const owner = /^\.building-(\d+)-(\d+)$/.exec(name);
    if (owner === null || isAlive({ pid: Number(owner[1]), startTime: Number(owner[2]) })) continue;
    await rm(join(imagesDir, name), { recursive: true, force: true });
  }
}

interface BuildOrder {
  readonly recipe: ImageRecipe;
  readonly form: ImageForm;
  readonly imagesDir: string;
  /** Where the image goes when it is whole. */
  readonly finished: string;
  readonly aptOptions: readonly string[];
  readonly authorities: HostAuthorities;
  readonly progress: Progress;
}

async function build(order: BuildOrder): Promise<void> {
  const { recipe, form, imagesDir, finished, aptOptions, authorities, progress } = order;
  const { pid, startTime } = processIdentity(process.pid);
  const building = join(imagesDir, `.building-${pid}-${startTime}`);
  const root = join(building, 'rootfs');
  progress(`building the image ${recipe.image} (Debian ${recipe.suite}), once: about a minute and 400 MB`);
  await mkdir(building, { mode: 0o755 });
  try {
    await command(
      [
        // When this process dies, all that the build started dies with it: nobody goes on writing into what is swept away.
        ...['setpriv', '--pdeathsig', 'KILL', 'unshare', '--pid', '--fork', '--kill-child=KILL', '--mount-proc'],
        'mmdebstrap',
        '--mode=root',
        '--format=directory',
        '--variant=important',
        `--include=${recipe.packages.join(',')}`,
        '--dpkgopt=force-unsafe-io',
        // The lists stay: a guest's first `apt-get update` then asks only whether they are still current.
        '--skip=cleanup/apt/lists',
        ...aptOptions.map((line) => `--aptopt=${line.replace(/;$/, '')}`),
        `--customize-hook=chroot "$1" apt-get -y --autoremove purge ${recipe.unwanted.join(' ')}`,
        recipe.suite,
        root,
        ...recipe.sourceLines,
      ],
      { onLine: (line) => /^I: /.test(line) && progress(line.slice(3)), env: { LC_ALL: 'C.UTF-8' } },
    );
    await finish(recipe, root, authorities);
    await form.pack(root, building);
    await settleAt(building, finished);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function settleAt(building: string, finished: string): Promise<void> {
  try {
    await rename(building, finished);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error; // else another process was faster: same recipe, same image
  }
}

async function finish(recipe: ImageRecipe, root: string, authorities: HostAuthorities): Promise<void> {
  for (const path of recipe.removed) await rm(join(root, path), { force: true });
  for (const [path, text] of recipe.files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: 0o644 });
  }
  const own = await readFile(join(root, BUNDLE), 'utf8');
  const added = addedAuthorities(authorities.trusted, authorities.shipped, own);
  for (const [index, pem] of added.entries()) {
    await writeFile(join(root, `/usr/local/share/ca-certificates/lab-host-${index + 1}.crt`), pem, { mode: 0o644 });
  }
  if (added.length > 0) await command(['chroot', root, 'update-ca-certificates']);
}
