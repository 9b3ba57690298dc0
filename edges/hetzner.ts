import type { Reading } from '../facts/fact.ts';
import { KitError } from '../policy/errors.ts';

/** A read-only view of the Hetzner Cloud API, as https://docs.hetzner.cloud describes it. */
export interface HetznerApi {
  /** `path` starts with a slash. Parsed JSON. @throws KitError E_CLOUD_… with the API's own code and message. */
  get<T>(path: string): Promise<T>;
}

const REQUEST_TIMEOUT_MS = 10_000;
const PUBLIC_ENDPOINT = 'https://api.hetzner.cloud/v1';

/** Endpoint and token come from the same variables that the Terraform provider reads. */
export function hetznerApi(env: { readonly HCLOUD_TOKEN?: string; readonly HCLOUD_ENDPOINT?: string }): HetznerApi {
  const endpoint = (env.HCLOUD_ENDPOINT ?? PUBLIC_ENDPOINT).replace(/\/+$/, '');
  return {
    async get<T>(path: string): Promise<T> {
      if (!env.HCLOUD_TOKEN) {
        throw new KitError({
          code: 'E_CLOUD_TOKEN',
          what: 'Cannot ask the Hetzner API: HCLOUD_TOKEN is not set.',
          why: 'the cloud firewall and the server are seen through the API, and it wants a token.',
          next: 'export HCLOUD_TOKEN (read access is enough for verify) and run this again.',
        });
      }
      let response: Response;
      try {
        response = await fetch(`${endpoint}${path}`, {
          headers: { authorization: `Bearer ${env.HCLOUD_TOKEN}`, accept: 'application/json' },
          signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
      } catch (cause) {
        throw new KitError({
          code: 'E_CLOUD_UNREACHABLE',
          what: `Cannot reach the Hetzner API at ${endpoint}.`,
          why: wordsOf(cause),
          next: 'check the network (and HCLOUD_ENDPOINT, if you set it), then run this again.',
          cause,
        });
      }
      const body = (await response.json().catch((cause: unknown) => {
        throw new KitError({
          code: 'E_CLOUD_ANSWER',
          what: `The Hetzner API answered ${path} with ${response.status} and something that is not JSON.`,
          why: wordsOf(cause),
          next: 'run this again; if it stays, look at https://status.hetzner.com.',
          cause,
        });
      })) as { error?: { code?: string; message?: string } };
      if (!response.ok) {
        throw new KitError({
          code: 'E_CLOUD_REFUSED',
          what: `The Hetzner API refused ${path} (${response.status} ${body.error?.code ?? 'no code'}).`,
          why: body.error?.message ?? 'it gave no reason.',
          next:
            response.status === 401
              ? 'check that HCLOUD_TOKEN belongs to this project and was not revoked.'
              : "run this again; if it stays, the words above are the API's own.",
        });
      }
      return body as T;
    },
  };
}

/** fetch hides the reason one level down. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

interface ServerView {
  readonly server: { readonly public_net: { readonly firewalls: readonly { readonly id: number }[] } };
}

/** The two cloud facts of one server. A refusal becomes an unreadable reading with the API's words, never a missing fact. */
export async function cloudReadings(
  api: HetznerApi,
  serverId: number,
): Promise<{ readonly cloudServer: Reading; readonly cloudFirewalls: Reading }> {
  const begun = performance.now();
  const stamp = () => ({ at: Math.floor(Date.now() / 1000), ms: Math.round(performance.now() - begun) });
  const unreadable = (error: unknown): Reading => ({
    kind: 'unreadable',
    because: error instanceof KitError ? `${error.message} ${error.why}` : String(error),
    ...stamp(),
  });
  let server: ServerView;
  try {
    server = await api.get<ServerView>(`/servers/${serverId}`);
  } catch (error) {
    return { cloudServer: unreadable(error), cloudFirewalls: unreadable(error) };
  }
  const cloudServer: Reading = { kind: 'view', value: server, ...stamp() };
  try {
    const attached = server.server.public_net.firewalls;
    const answers = await Promise.all(attached.map(({ id }) => api.get<{ firewall: unknown }>(`/firewalls/${id}`)));
    const firewalls = answers.map(({ firewall }) => firewall);
    return { cloudServer, cloudFirewalls: { kind: 'view', value: { firewalls }, ...stamp() } };
  } catch (error) {
    return { cloudServer, cloudFirewalls: unreadable(error) };
  }
}
