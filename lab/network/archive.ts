import { lookup } from 'node:dns/promises';

import { command } from '../command.ts';
import { readHostMirror } from '../machines/image.ts';
import type { LabNetwork } from './addresses.ts';
import { loadRules } from './router.ts';

/** Content networks change their addresses within minutes; a missed change only costs a download past the mirror. */
const REFRESH_SECONDS = 300;

/** The hosts of the Debian archive that machines are told to use, and the proxy the host itself needs to reach them. */
export async function readArchiveHosts(): Promise<{ readonly hosts: ReadonlySet<string>; readonly proxy?: URL }> {
  const { archive, security } = await readHostMirror();
  const urls = [archive, ...(security === null ? [] : [security])].map((url) => new URL(url));
  // An archive over HTTPS cannot be kept: machines reach it directly.
  const hosts = new Set(urls.filter(({ protocol }) => protocol === 'http:').map(({ host }) => host));
  const proxy = (await command(['apt-config', 'shell', 'proxy', 'Acquire::http::Proxy'])).match(/^proxy='(.+)'$/m)?.[1];
  return { hosts, ...(proxy === undefined || proxy === 'DIRECT' ? {} : { proxy: new URL(proxy) }) };
}

/** What `npm config get registry` says on this host, asked once and not before a machine wants it: npm takes its time. */
export function npmRegistryOnce(): () => Promise<string> {
  let registry: Promise<string> | undefined;
  return () => {
    registry ??= askNpm();
    registry.catch(() => {
      registry = undefined; // the next request asks again; this one is answered with the reason
    });
    return registry;
  };
}

/** Of the operator, when the lab was started through sudo: their own .npmrc may name another registry than root's. */
async function askNpm(): Promise<string> {
  const home = process.env.SCLERITE_OPERATOR_HOME;
  const env: Record<string, string> = home === undefined ? {} : { npm_config_userconfig: `${home}/.npmrc` };
  return (await command(['npm', 'config', 'get', 'registry'], { env })).trim().replace(/\/+$/, '');
}

/** Tells the router which addresses the archive has, now and every few minutes. */
export function keepArchiveAddresses(
  network: LabNetwork,
  hosts: ReadonlySet<string>,
  log: (line: string) => void,
): { readonly first: Promise<void>; stop(): void } {
  const refresh = async () => {
    const addresses = new Set<string>();
    for (const host of hosts) {
      try {
        const found = await lookup(host.replace(/:\d+$/, ''), { all: true, family: 4 });
        for (const { address } of found) addresses.add(address);
      } catch (error) {
        log(`mirror: ${host} has no address (${(error as Error).message}); machines fetch past the mirror`);
      }
    }
    await loadRules(network, renderArchiveAddresses(network.table, addresses));
  };
  const complain = (error: Error) => log(`mirror: ${error.message}`);
  const timer = setInterval(() => void refresh().catch(complain), REFRESH_SECONDS * 1000);
  return { first: refresh(), stop: () => clearInterval(timer) };
}

export function renderArchiveAddresses(table: string, addresses: ReadonlySet<string>): string {
  const flush = `flush set inet ${table} archives\n`;
  if (addresses.size === 0) return flush;
  return `${flush}add element inet ${table} archives { ${[...addresses].sort().join(', ')} }\n`;
}
