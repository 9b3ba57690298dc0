import { Resolver } from 'node:dns/promises';
import type { DnsRecord } from '../policy/dns-records.ts';

/** What the world answers: a set of values, in the words of a zone file; or why nobody could say. */
export type Answer =
  | { readonly ok: true; readonly values: readonly string[] }
  | { readonly ok: false; readonly because: string };

export type LookUp = (name: string, type: DnsRecord['type']) => Promise<Answer>;

const TIMEOUT_MS = 2_000;

/** Asks the servers that SCLERITE_DNS_SERVERS names (`198.18.0.1,198.18.0.2:5353`), else the system's. */
export function lookUpFrom(env: NodeJS.ProcessEnv = process.env): LookUp {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  const servers = (env.SCLERITE_DNS_SERVERS ?? '').split(',').map((server) => server.trim());
  const named = servers.filter((server) => server !== '');
  if (named.length > 0) resolver.setServers(named);
  const ask = async (name: string, type: DnsRecord['type']): Promise<readonly string[]> => {
    if (type === 'A') return resolver.resolve4(name);
    if (type === 'AAAA') return resolver.resolve6(name);
    if (type === 'PTR') return resolver.resolvePtr(name);
    return (await resolver.resolveCaa(name)).map(caaText);
  };
  return async (name, type) => {
    try {
      return { ok: true, values: await ask(name, type) };
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      // No such name and no such record are answers; silence and refusals are none.
      if (code === 'ENOTFOUND' || code === 'ENODATA') return { ok: true, values: [] };
      return { ok: false, because: `${code || message} from ${resolver.getServers().join(', ')}` };
    }
  };
}

/** Node gives `{critical: 0, issue: 'letsencrypt.org; …'}`. */
function caaText(record: object): string {
  const { critical, type: _, ...rest } = record as { critical: number; type?: string } & Record<string, string>;
  const [tag = '', value = ''] = Object.entries(rest)[0] ?? [];
  return `${critical} ${tag} "${value}"`;
}
