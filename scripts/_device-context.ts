import { dirname } from 'node:path';
import { devicesOf, FILES } from '../devices/files.ts';
import { noAuthority, noKey } from '../devices/problems.ts';
import type { KitError } from '../policy/errors.ts';
import { type Context, openContext } from './_context.ts';

/** Config and state for the verbs about devices. @throws E_DEVICES_NONE (64) when nothing asks for certificates, nor ever did */
export async function openDevices(config: string | undefined): Promise<Context> {
  const context = await openContext({ config });
  const isAsked = context.config.servers.some(({ exposure }) => exposure === 'mtls');
  if (!isAsked && devicesOf(context.state) === undefined) throw noAuthority(context.config.project);
  return context;
}

/** What to say where nothing can be revoked or listed: the CA was made elsewhere, or is yet to be made. */
export function nothingHere({ state, config }: Context): KitError {
  if (devicesOf(state) !== undefined) return noKey(dirname(state.path(FILES.ca)));
  return noAuthority(config.project, true);
}
