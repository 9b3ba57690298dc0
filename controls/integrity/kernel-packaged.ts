import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'integrity.kernel-packaged',
  layer: 'infrastructure',
  severity: 'high',
  title: 'The running kernel came with a package',
  failureTitle: 'The running kernel came with no package',
  why: 'A kernel of one\u2019s own gets no security update, and may answer whatever it likes to every other question here.',
  references: ['https://wiki.debian.org/DebianKernel'],
  needs: ['kernelOrigin'],
  check({ kernelOrigin: { release, container, image } }) {
    if (container !== undefined)
      return cannotTell(`this is a container (${container}): the kernel ${release} is not this machine's own`);
    const evidence = [
      `uname -r: ${release}`,
      `${image.path}: ${image.isPackaged ? 'of a package' : image.exists ? 'of no package' : 'not there'}`,
    ];
    if (!image.isPackaged || !image.exists)
      return fail(
        evidence,
        'Install Debian\u2019s and boot it: sudo apt-get install linux-image-amd64 && sudo systemctl reboot',
      );
    return pass(evidence);
  },
});
