import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { userData } from '../../cloud-init/user-data.ts';
import { ensureImage } from '../../lab/machines/image.ts';
import { labPaths } from '../../lab/paths.ts';
import { settingsOfEnvironment } from '../../lab/settings.ts';
import { wantedState } from '../../policy/wanted-state.ts';
import { declared, key } from './declared.ts';

/** The image is shared with running machines: cloud-init gets a copy-on-write view of it, in a mount namespace of its own. */
const inImage = `set -eu
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o "lowerdir=$1,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/root
cat > /mnt/root/tmp/user-data
exec chroot /mnt/root cloud-init schema --annotate -c /tmp/user-data`;

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn("skipped: the lab's image holds Debian 13's cloud-init, and entering it needs root");

describe.skipIf(!isRoot)("Debian 13's own cloud-init", () => {
  const validate = async (text: string) => {
    const tree = await ensureImage('debian-13', labPaths(settingsOfEnvironment(process.env)).images, () => {});
    const argv = ['-m', 'sh', '-c', inImage, 'sh', tree];
    return spawnSync('unshare', argv, { input: text, encoding: 'utf8' });
  };

  it('takes the user data without a warning about it', async () => {
    const { status, stdout, stderr } = await validate(userData(wantedState(declared), declared, key));
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('Valid schema') });
    // Outside of a machine there is no datasource; that is the one line it may say.
    const lines = stderr.split('\n').filter((line) => line !== '' && !line.includes('datasource not detected'));
    expect(lines).toEqual([]);
  });

  it('would refuse a mistake, so that the test above means something', async () => {
    const text = userData(wantedState(declared), declared, key).replace(
      'package_update: true',
      'package_update: [maybe]',
    );
    const { status, stdout, stderr } = await validate(text);
    expect(status).not.toBe(0);
    expect(stdout + stderr).toMatch(/package_update/);
  });
});
