import { accessSync, constants, readFileSync } from 'node:fs';

/** KVM runs a machine at the host's speed, TCG translates every instruction: 10 to 30 times slower, and it runs anywhere. */
export type Accelerator = 'kvm' | 'tcg';

/**
 * A /dev/kvm alone is not enough: where the processor's own virtualisation is missing (`vmx`, `svm`), a kernel may offer one for
 * guests that know of it, which Debian's kernel does not.
 */
export function chooseAccelerator(
  isUsable: () => boolean = canOpenKvm,
  processor: string = readFileSync('/proc/cpuinfo', 'utf8'),
): Accelerator {
  return /^flags\s*:.*\b(vmx|svm)\b/m.test(processor) && isUsable() ? 'kvm' : 'tcg';
}

function canOpenKvm(): boolean {
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false; // absent, or not ours: both mean that this host has none to offer
  }
}
