import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { KitError } from '../policy/errors.ts';

const run = promisify(execFile);
const DEBIAN = { nmap: 'nmap', testssl: 'testssl.sh', curl: 'curl' } as const;
/** Which programs of which list, and what they are called here: both forks of gixy install the same name. */
const FROM_PYPI = [
  { list: 'requirements.txt', programs: { sslyze: 'sslyze', 'gixy-ng': 'gixy', 'ssh-audit': 'ssh-audit' } },
  { list: 'requirements-gixy.txt', programs: { gixy: 'gixy' } },
] as const;

/**
 * Makes the judges present: those of PyPI in virtual environments below `cache`, those of Debian by apt.
 *
 * @returns what belongs before PATH
 * @throws E_JUDGES with the words of pip or apt
 */
export async function ensureJudges(cache: string, onStep: (text: string) => void): Promise<string> {
  const missing = Object.entries(DEBIAN).flatMap(([program, name]) => (isOnPath(program) ? [] : [name]));
  if (missing.length > 0) {
    onStep(`installing ${missing.join(', ')} from Debian`);
    await tried([
      'apt-get',
      '-q',
      '-y',
      '-o',
      'DPkg::Lock::Timeout=300',
      'install',
      '--no-install-recommends',
      ...missing,
    ]);
  }
  const bin = join(cache, 'judges', 'bin');
  mkdirSync(bin, { recursive: true });
  for (const { list, programs } of FROM_PYPI) {
    const requirements = join(import.meta.dirname, list);
    const folder = join(cache, 'judges', list.replace('.txt', ''));
    const stamp = join(folder, 'installed.txt');
    const wanted = readFileSync(requirements, 'utf8');
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
      onStep(`installing ${wanted.match(/^[\w-]+==\S+/gm)?.join(', ')} from PyPI`);
      mkdirSync(folder, { recursive: true });
      await tried(['python3', '-m', 'venv', '--clear', folder]);
      await tried([join(folder, 'bin/pip'), 'install', '--quiet', '--requirement', requirements]);
      writeFileSync(stamp, wanted);
    }
    for (const [name, program] of Object.entries(programs)) {
      rmSync(join(bin, name), { force: true });
      symlinkSync(join(folder, 'bin', program), join(bin, name));
    }
  }
  return bin;
}

const isOnPath = (program: string) =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));

async function tried([program = '', ...rest]: readonly string[]): Promise<void> {
  try {
    await run(program, rest, { maxBuffer: 16 << 20, timeout: 600_000 });
  } catch (cause) {
    const words = (cause as { stderr?: string }).stderr?.trim().split('\n').slice(-5).join('\n');
    throw new KitError({
      code: 'E_JUDGES',
      what: 'A judge could not be installed.',
      why: `${[program, ...rest].join(' ')} said:\n${words || (cause instanceof Error ? cause.message : cause)}`,
      next: 'install it by hand (Debian: nmap, testssl.sh, python3-venv; PyPI: proof/requirements*.txt), then run this again.',
      cause,
    });
  }
}
