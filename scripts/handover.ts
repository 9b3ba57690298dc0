import { defineCommand } from 'citty';
import { forgetBaselinePin } from '../edges/baseline-pin.ts';
import { readPins, sshCommand } from '../edges/known-hosts.ts';
import { npmRegistry } from '../edges/npm-registry.ts';
import { secretStore } from '../edges/secret-store.ts';
import { addressesOf, readServerRecord, ServerRecord, writeServerRecord } from '../edges/server-record.ts';
import type { State } from '../edges/state-dir.ts';
import { SUDO_PASSWORD } from '../handover/context.ts';
import { handOver } from '../handover/handover.ts';
import { KitError, usageError } from '../policy/errors.ts';
import { openContext } from './_context.ts';
import { lockServer, openHandover } from './_open-handover.ts';
import { verifyAfter } from './_verify-after.ts';

export default defineCommand({
  meta: { name: 'handover', description: 'Take a newborn server over, or finish what was interrupted' },
  args: {
    server: { type: 'positional', required: true, description: 'Name of the server' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
    acceptChanges: {
      type: 'boolean',
      description: 'Take what changed on the server since the last deploy for good: a new baseline is made of it',
    },
  },
  async run({ args }) {
    const { config, state } = await openContext({ config: args.config, servers: [args.server] });
    const server = args.server;
    const image = config.servers.find(({ name }) => name === server)?.image ?? 'debian-13';
    const lock = lockServer(state, server, 'hands over');
    const record = recordOf(state, server, image);
    // Asked now, needed later.
    const registry = config.openclaw.registry === undefined ? npmRegistry() : Promise.resolve(config.openclaw.registry);
    registry.catch(() => {}); // Reported where it is awaited.
    if (args.acceptChanges === true) forgetBaselinePin(state, server);
    forgetFormerServer(state, server, record.serverId);
    const { handover, identity } = await openHandover({ config, state, server, record });
    const { progress, link } = handover;
    handover.pin(handover.pins());
    try {
      await handOver(handover, registry);
      progress.step('verifying');
      const outcome = await verifyAfter(handover, identity);
      progress.end(
        `handed over; log in with: ${sshCommand({
          server,
          address: addressesOf(record)[0] ?? '',
          admin: config.admin,
          knownHostsFile: state.path(`servers/${server}/known_hosts`),
          identityFile: identity.kind === 'file' ? identity.path : undefined,
        })}   (sudo password: ${state.path(`secrets/${server}/${SUDO_PASSWORD}`)})`,
      );
      return outcome;
    } catch (error) {
      progress.end();
      throw error;
    } finally {
      await link.close();
      lock.release();
    }
  },
});

/** Terraform says in the environment what it made; by hand, what it said last is in the state. */
function recordOf(state: State, server: string, image: string, env: NodeJS.ProcessEnv = process.env): ServerRecord {
  if (env.SCLERITE_SERVER_ID === undefined) {
    const stored = readServerRecord(state, server);
    if (stored) return stored;
    throw new KitError({
      code: 'E_NOT_DEPLOYED',
      what: `${server} was not deployed from here.`,
      why: `${state.dir} does not know its address, and SCLERITE_SERVER_ID is not set.`,
      next: './sclerite deploy makes the server and hands it over.',
    });
  }
  const parsed = ServerRecord.safeParse({
    serverId: Number(env.SCLERITE_SERVER_ID),
    ipv4: env.SCLERITE_IPV4 || null,
    ipv6: env.SCLERITE_IPV6 || null,
    image,
  });
  if (!parsed.success) {
    throw usageError({
      what: 'The environment does not describe a server.',
      why: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      next: 'set SCLERITE_SERVER_ID, SCLERITE_IPV4 and SCLERITE_IPV6 as Terraform does, or none of them.',
    });
  }
  writeServerRecord(state, server, parsed.data);
  return parsed.data;
}

/** A new machine under an old name: the former one's sudo password is not taken along. Its gateway token is, for its clients. */
function forgetFormerServer(state: State, server: string, serverId: number): void {
  const former = readPins(state, server);
  if (former !== undefined && former.serverId !== serverId) secretStore(state, server).remove(SUDO_PASSWORD);
}
