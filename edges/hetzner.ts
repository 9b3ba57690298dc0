import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
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
      let answer: Answer;
      try {
        answer = await ask(`${endpoint}${path}`, env.HCLOUD_TOKEN);
      } catch (cause) {
        throw new KitError({
          code: 'E_CLOUD_UNREACHABLE',
          what: `Cannot reach the Hetzner API at ${endpoint}.`,
          why: wordsOf(cause),
          next: 'check the network (and HCLOUD_ENDPOINT, if you set it), then run this again.',
          cause,
        });
      }
      const { status } = answer;
      let body: { error?: { code?: string; message?: string } };
      try {
        body = JSON.parse(answer.text);
      } catch (cause) {
        throw new KitError({
          code: 'E_CLOUD_ANSWER',
          what: `The Hetzner API answered ${path} with ${status} and something that is not JSON.`,
          why: wordsOf(cause),
          next: 'run this again; if it stays, look at https://status.hetzner.com.',
          cause,
        });
      }
      if (status < 200 || status > 299) {
        throw new KitError({
          code: 'E_CLOUD_REFUSED',
          what: `The Hetzner API refused ${path} (${status} ${body.error?.code ?? 'no code'}).`,
          why: body.error?.message ?? 'it gave no reason.',
          next:
            status === 401
              ? 'check that HCLOUD_TOKEN belongs to this project and was not revoked.'
              : "run this again; if it stays, the words above are the API's own.",
        });
      }
      return body as T;
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Not `fetch`: to load it takes as long as five of these requests. */
function ask(url: string, token: string): Promise<Answer> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    asked.on('error', reject);
    asked.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    asked.end();
  });
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return `no answer within ${REQUEST_TIMEOUT_MS / 1000} s`;
  // Several addresses that all refuse: the reasons are one level down.
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
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
