import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';

import { directoryUrl, raiseAuthority } from './acme/authority.ts';
import { createApi } from './api/api.ts';
import { listen } from './api/http.ts';
import { listenOnHost } from './dns/host.ts';
import { labNames } from './dns/names.ts';
import { createDnsServer, DNS_PORT } from './dns/server.ts';
import { driverOf } from './drivers/choose.ts';
import { nspawnDriver } from './drivers/nspawn.ts';
import { qemuDriver } from './drivers/qemu.ts';
import { machineIds, readMachine, writeJson } from './machines/machine.ts';
import { processIdentity } from './machines/process.ts';
import { createMetadataServer } from './metadata/server.ts';
import { GATEWAY, labNetwork, METADATA_ADDRESS, RESOLVERS, RESOLVERS_V6 } from './network/addresses.ts';
import { keepArchiveAddresses, npmRegistryOnce, readArchiveHosts } from './network/archive.ts';
import { listenTcp, listenUdp } from './network/listen.ts';
import { createMirror } from './network/mirror.ts';
import { parseNameservers } from './network/resolver.ts';
import { MIRROR_PORT } from './network/router.ts';
import { authorityPaths, labPaths } from './paths.ts';
import type { DaemonRecord } from './session.ts';
import { settingsOfEnvironment } from './settings.ts';

/**
 * The lab's one background process: the API with the machines behind it, the metadata service, the resolver, the package
 * mirror and the certificate authority. It holds no machine: they outlive it, and the next one finds them again. Started by `session.ts`, which
 * has raised the network before. Its record appears once everything listens. stdout and stderr: the log.
 */
async function main(): Promise<void> {
  const settings = settingsOfEnvironment(process.env);
  const paths = labPaths(settings);
  const network = labNetwork(settings);
  const { namespace } = network.router;
  const log = (line: string) => process.stdout.write(`${new Date().toISOString()} ${line}\n`);

  // First: it makes keys in a process of its own while the rest starts here.
  const authority = await raiseAuthority(authorityPaths(paths), network, log);

  const token = (await readFile(paths.token, 'utf8')).trim();
  const driverName = await driverOf(settings);
  const driver = (driverName === 'qemu' ? qemuDriver : nspawnDriver)(settings, log);
  const api = await createApi({
    driver,
    stateDir: paths.api,
    token,
    log,
    addressPool: { ipv4: network.ipv4Range, ipv6: network.ipv6Range, reserved: network.reserved },
  });
  const listening = await listen(api, { host: network.host.ipv4, port: settings.apiPort }, log);

  const metadata = createMetadataServer(async (address) => {
    for (const id of machineIds(paths)) {
      const { spec } = await readMachine(paths, id);
      if (spec.ipv4 === address) return spec;
    }
    return undefined;
  });
  metadata.listen(await listenTcp(namespace, METADATA_ADDRESS, 80));

  const dns = createDnsServer({
    names: labNames(api.cloud.store, {
      ranges: [network.ipv4Range, network.ipv6Range],
      address: network.host.ipv4,
    }),
    // Read at every query: the host may have moved to another network since. Never the lab itself, in a circle.
    upstreams: () =>
      parseNameservers(readFileSync('/etc/resolv.conf', 'utf8')).filter((address) => address !== network.host.ipv4),
    log,
  });
  await listenOnHost(dns, network.host.ipv4);
  for (const address of [...RESOLVERS, ...RESOLVERS_V6]) {
    dns.addDatagrams(await listenUdp(namespace, address, DNS_PORT));
    dns.addConnections(await listenTcp(namespace, address, DNS_PORT));
  }

  const { hosts, proxy } = await readArchiveHosts();
  const npmRegistry = npmRegistryOnce();
  const mirror = createMirror({
    cacheDir: paths.mirror,
    log,
    ...(proxy === undefined ? {} : { proxy }),
    async upstream(host) {
      if (host === GATEWAY) return npmRegistry();
      return hosts.has(host) ? `http://${host}` : null;
    },
  });
  mirror.listen(await listenTcp(namespace, '0.0.0.0', MIRROR_PORT));
  const archive = keepArchiveAddresses(network, hosts, log);
  await archive.first;
  await authority.ready;

  const record: DaemonRecord = {
    ...processIdentity(process.pid),
    endpoint: listening.endpoint,
    acmeDirectory: directoryUrl(network),
    nameServer: network.nameServer,
    driver: driverName,
  };
  await writeJson(paths.daemonPid, record);
  log(`ready: ${listening.endpoint}`);

  let isEnding = false;
  const end = async (reason: string) => {
    if (isEnding) return;
    isEnding = true;
    log(`ending: ${reason}`);
    archive.stop();
    metadata.close();
    dns.close();
    mirror.close();
    await authority.close();
    await listening.close();
    await api.close();
    await rm(paths.daemonPid, { force: true });
    process.exit(0);
  };
  // Not `once`: while an atomic write is under way, its library sends a signal again that nobody seems to listen to any more.
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => void end(name));
}

await main();
