import type { SuppressionInput } from '../config/define-config.ts';
import { controls } from '../controls/index.ts';

/**
 * What a machine of the lab cannot show because its kernel is its host's, for the lab's config: known and accepted, so that a lab
 * ends with 0 and its report still lists each. A failure is never accepted, and a machine with a kernel of its own has nothing to
 * accept.
 */
export const withoutOwnKernel: SuppressionInput[] = controls
  .filter(({ needs }) => needs.some((fact) => fact === 'container' || fact === 'kernelOrigin'))
  .map(({ id }) => ({
    control: id,
    verdict: 'cannot-tell',
    reason: 'machines of the local lab are containers, which share the kernel of their host',
    until: '2027-12-31',
  }));
