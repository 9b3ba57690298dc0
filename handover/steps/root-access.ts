import type { Handover } from '../context.ts';

/** The cloud puts the operators' keys on root at birth; nobody logs in as root afterwards. */
export async function closeRoot({ link, progress }: Handover): Promise<void> {
  progress.step('root: no key, no password');
  await link.must(
    `
rm -f /root/.ssh/authorized_keys /root/.ssh/authorized_keys2
if [ "$(passwd -S root | cut -d' ' -f2)" != L ]; then passwd -q -l root; fi
[ "$(passwd -S root | cut -d' ' -f2)" = L ]`,
    { label: "closing root's door" },
  );
}
