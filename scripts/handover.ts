import { defineCommand } from 'citty';
import { controls } from '../controls/index.ts';
import { accountOf } from '../edges/acme-account.ts';
import { hetznerApi } from '../edges/hetzner.ts';
import { knownFrom } from '../edges/known.ts';
import { acceptedHostKeys, pinsOf, readPins, sshCommand, writePins } from '../edges/known-hosts.ts';
import { npmRegistry } from '../edges/npm-registry.ts';
import { createProgress } from '../edges/progress.ts';
import { secretStore } from '../edges/secret-store.ts';
import { addressesOf, readServerRecord, ServerRecord, writeServerRecord } from '../edges/server-record.ts';
import { findIdentity } from '../edges/ssh-identity.ts';
import type { State } from '../edges/state-dir.ts';
import { type Handover, SUDO_PASSWORD } from '../handover/context.ts';
import { handOver } from '../handover/handover.ts';
import { createLink } from '../handover/link.ts';
import packageJson from '../package.json' with { type: 'json' };
import { declare } from '../policy/declare.ts';
import { formatError, KitError, usageError } from '../policy/errors.ts';
import { wantedState } from '../policy/wanted-state.ts';
import { human } from '../report/human.ts';
import { takeLock } from '../toolchain/lock.ts';
import { realEyes } from '../verify/eyes.ts';
import { observe } from '../verify/observe.ts';
import { targetOf } from '../verify/targets.ts';
import { buildReport } from '../verify/verify.ts';
import { openContext } from './_context.ts';

export default defineCommand({
  meta: { name: 'handover', description: 'Take a newborn server over, or finish what was interrupted' },
  args: {
    server: { type: 'positional', required: true, description: 'Name of the server' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  async run({ args }) {
    const { config, state } = await openContext({ config: args.config, servers: [args.server] });
    const server = args.server;
    const image = config.servers.find(({ name }) => name === server)?.image ?? 'debian-13';
    const lock = takeLock(
      state.path(`servers/${server}/handover.lock`),
      `Process ${process.pid} hands ${server} over.`,
    );
    const record = recordOf(state, server, image);
    const [host, otherHost] = addressesOf(record);
    if (host === undefined) throw noAddress(server);

    // Asked now, needed later.
    const registry = config.openclaw.registry === undefined ? npmRegistry() : Promise.resolve(config.openclaw.registry);
    registry.catch(() => {}); // Reported where it is awaited.
    const secrets = secretStore(state, server);
    let pins = pinsOf(state, server, record.serverId);
    forgetFormerServer(state, server, record.serverId);
    const declared = declare(config, server, { ...knownFrom(config, state), pinnedHostKeys: pins.hostKeys });
    const progress = createProgress({ label: server });
    const identity = await findIdentity(config.operators);
    const link = createLink({
      target: { name: server, host, user: config.admin, otherHost },
      identity,
      accept: () => acceptedHostKeys(pins),
      password: () => secrets.read(SUDO_PASSWORD),
      onDetail: (text) => progress.detail(text),
    });
    const handover: Handover = {
      ...{ server, config, declared, wanted: wantedState(declared), record, state, secrets, link, progress },
      account: declared.exposure && accountOf(state, config.tls.authority),
      cloudEndpoint: process.env.HCLOUD_ENDPOINT || undefined,
      pins: () => pins,
      pin(next) {
        writePins(state, server, next, addressesOf(record));
        pins = next;
      },
    };
    handover.pin(pins);
    try {
      await handOver(handover, registry);
      progress.step('verifying');
      const outcome = await verify(handover, identity);
      progress.end(
        `handed over; log in with: ${sshCommand({
          server,
          address: host,
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

function noAddress(server: string): KitError {
  return new KitError({
    code: 'E_NO_ADDRESS',
    what: `${server} has neither an IPv4 nor an IPv6 address.`,
    why: 'it can be reached over neither.',
    next: 'give it one: ./sclerite deploy.',
  });
}

/** What cannot be told is no reason to fail a deploy: the report says it, and `verify` ends with 3. A failed control is. */
async function verify(handover: Handover, identity: Awaited<ReturnType<typeof findIdentity>>): Promise<0 | 1 | 2> {
  const { config, state, server, progress } = handover;
  const begun = performance.now();
  const target = targetOf(config, state, server);
  const { observations, problems } = await observe([target], realEyes(identity, hetznerApi(process.env)), false);
  const { report, broke } = buildReport(observations, controls, {
    version: packageJson.version,
    durationMs: Math.round(performance.now() - begun),
  });
  for (const problem of problems) process.stderr.write(`${formatError(problem)}\n`);
  for (const { id, broke: error } of broke) process.stderr.write(`${id}: ${formatError(error)}\n`);
  const { pass, fail, cannotTell, suppressed } = report.servers[0]?.summary ?? {
    pass: 0,
    fail: 0,
    cannotTell: 0,
    suppressed: 0,
  };
  progress.step(`verified: ${pass} passed, ${fail} failed, ${cannotTell} could not be told, ${suppressed} suppressed`);
  if (fail > 0) process.stderr.write(human(report));
  else if (cannotTell > 0)
    progress.warn(`${cannotTell} controls could not be told: ./sclerite verify ${server} says why`);
  return broke.length > 0 ? 1 : fail > 0 ? 2 : 0;
}
