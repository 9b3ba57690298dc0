import { patient } from '../../edges/patience.ts';
import type { Handover } from '../context.ts';

/** A cloud server answers within a minute; more means that it does not boot. */
const BOOT_SECONDS = patient(180);

/** The first login; the host key proves that this is the machine that was ordered. */
export async function firstContact({ link, progress, record, pins }: Handover): Promise<void> {
  const where = record.ipv4 ?? record.ipv6 ?? '(no address)';
  progress.step(
    `first contact: waiting for SSH at ${where}${pins().throwaway === undefined ? '' : ' (throwaway key)'}`,
  );
  await link.login(BOOT_SECONDS);
}
