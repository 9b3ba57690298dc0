import { cannotTell, type Verdict } from './control.ts';

/**
 * For what belongs to the kernel as a whole: in a container it is the host's, whatever it shows, and neither a pass nor a fail of
 * this server.
 *
 * @param container what systemd-detect-virt calls it; `none` for a machine with a kernel of its own
 */
export function onOwnKernel(container: string, judge: () => Verdict): Verdict {
  return container === 'none'
    ? judge()
    : cannotTell(`this server is a container (${container}): its kernel is its host's, and so is this`);
}
