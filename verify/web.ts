import { probeCertificates } from '../devices/files.ts';
import { lookInDns } from '../edges/outside-dns.ts';
import { lookFromTheWeb } from '../edges/outside-web.ts';
import { secretStore } from '../edges/secret-store.ts';
import type { State } from '../edges/state-dir.ts';
import type { Reading } from '../facts/fact.ts';
import type { Declared } from '../policy/declared.ts';
import type { Addresses } from '../policy/dns-records.ts';
import { passwordUser, proxyPassword } from '../proxy/paths.ts';

/** What only an exposed server has, by the names of its facts. */
export type PublicViews = Readonly<Record<'outsideWeb' | 'outsideDns', Reading>>;

/**
 * Looks at an exposed server from the web and in DNS, both at once, with what opens its door where this machine has that.
 *
 * @throws E_SECRET_DAMAGED, E_STATE_READ
 */
export async function publicViews(
  state: State,
  declared: Declared,
  addresses: Addresses & { readonly reached: string },
): Promise<PublicViews> {
  const { exposure, server } = declared;
  if (exposure === undefined) throw new Error(`${server} is not exposed`);
  const probes = exposure.kind === 'mtls' ? probeCertificates(state) : undefined;
  const [outsideWeb, outsideDns] = await Promise.all([
    lookFromTheWeb({
      address: addresses.reached,
      exposure,
      user: passwordUser,
      password: secretStore(state, server).read(proxyPassword),
      device: probes?.valid,
      revokedDevice: probes?.revoked,
    }),
    lookInDns(declared, { ipv4: addresses.ipv4, ipv6: addresses.ipv6 }),
  ]);
  return { outsideWeb, outsideDns };
}
