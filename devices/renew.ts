import type { State } from '../edges/state-dir.ts';
import { createAuthority, folderOf, issued, publishList, readAuthority } from './authority.ts';
import { needsVerifier } from './ensure.ts';
import { type Devices, devicesOf, FILES, probeText } from './files.ts';
import { BACKDATED_MS, endOf, LIST_DAYS } from './lives.ts';
import { damaged } from './problems.ts';

/** Makes what is missing or nearing its end; the caller holds the lock and has seen that something is. */
export async function renew(state: State, now: Date): Promise<Devices> {
  const authority = await readAuthority(state, now);
  if (authority === undefined) await createAuthority(state, now);
  else {
    const certificates = [...authority.index.certificates];
    if (needsVerifier(state, certificates, authority.ca, now)) {
      const from = new Date(now.getTime() - BACKDATED_MS);
      const until = endOf(now, LIST_DAYS, authority.until);
      const verify = await issued({ name: 'sclerite verify', purpose: 'verify' }, from, until, authority);
      state.writeText(FILES.verify, probeText(verify.probe));
      certificates.push(verify.record);
    }
    await publishList(state, authority, certificates, now);
  }
  const devices = devicesOf(state);
  if (devices === undefined) throw damaged(folderOf(state), 'what was just written cannot be read back.');
  return devices;
}
