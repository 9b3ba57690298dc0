import { Resolver } from 'node:dns/promises';
import type { Reading } from '../facts/fact.ts';
import type { DnsAnswer, OutsideDns } from '../facts/outside-dns.ts';

const TIMEOUT_MS = 1_500;
const TRIES = 2;

/** c-ares' words for "there is such a name, but no such record" and "there is no such name". */
const NOTHING = ['ENODATA', 'ENOTFOUND'];

/**
 * What resolvers say about a name and addresses: `SCLERITE_DNS_SERVERS` (commas between them; the lab's), else this machine's.
 * Never throws: a resolver that does not answer is an answer.
 *
 * @param addresses of the server, whose names are asked for
 */
export async function lookInDns(
  name: string,
  addresses: readonly string[],
  env: { readonly SCLERITE_DNS_SERVERS?: string } = process.env,
): Promise<Reading> {
  const begun = performance.now();
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  const chosen = (env.SCLERITE_DNS_SERVERS ?? '').split(',').filter((server) => server.trim() !== '');
  if (chosen.length > 0) resolver.setServers(chosen.map((server) => server.trim()));
  const [a, aaaa, caa, ptr] = await Promise.all([
    asked(resolver.resolve4(name)),
    asked(resolver.resolve6(name)),
    heeded(resolver, name),
    // Not `reverse`: that would look into this machine's own /etc/hosts first.
    Promise.all(addresses.map(async (address) => [address, await asked(resolver.resolvePtr(reverseName(address)))])),
  ]);
  const value: OutsideDns = { name, servers: resolver.getServers(), a, aaaa, caa, ptr: Object.fromEntries(ptr) };
  return { kind: 'view', value, at: Math.floor(Date.now() / 1000), ms: Math.round(performance.now() - begun) };
}

async function asked(answer: Promise<readonly string[]>): Promise<DnsAnswer> {
  try {
    return { records: [...(await answer)].sort() };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return NOTHING.includes(code) ? { records: [] } : { error: code };
  }
}

/** RFC 8659, 3: the records of the name itself, else of its parent, and so on; all are asked for at once. */
async function heeded(resolver: Resolver, name: string): Promise<OutsideDns['caa']> {
  const labels = name.split('.');
  const names = labels.map((_, index) => labels.slice(index).join('.'));
  const answers = await Promise.all(
    names.map(async (at) => ({ at, ...(await asked(resolver.resolveCaa(at).then((all) => all.map(caaText)))) })),
  );
  const decisive = answers.find((answer) => 'error' in answer || answer.records.length > 0);
  return decisive ?? { records: [] };
}

/** `0 issue "ca.example"`, as a zone file says it. */
function caaText({ critical, ...rest }: { readonly critical: number }): string {
  const [[tag, value] = ['', '']] = Object.entries(rest).filter(([key]) => key !== 'type');
  return `${critical} ${tag} "${value}"`;
}

/** RFC 1035, 3.5 and RFC 3596, 2.5. */
export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(address.includes('::') ? missing : 0).fill('0'), ...groups(tail)];
  const nibbles = all.map((group) => group.padStart(4, '0')).join('');
  return `${[...nibbles].reverse().join('.')}.ip6.arpa`;
}
