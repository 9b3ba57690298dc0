/** The program behind `cdktf deploy`, `diff`, `synth` and `destroy`: reads the config, writes what Terraform needs, synthesizes. */
import { createHash } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { encodeUserData } from './cloud-init/encode.ts';
import { userData } from './cloud-init/user-data.ts';
import type { Config, ServerConfig } from './config/config.ts';
import { checkToken } from './config/token.ts';
import { controls } from './controls/index.ts';
import { ensureDevices } from './devices/ensure.ts';
import { type EnsuredAccount, ensureAccount } from './edges/acme-account.ts';
import { bootstrapKeyOf } from './edges/bootstrap-host-key.ts';
import { resolveCaller } from './edges/caller-address.ts';
import { checkCloud } from './edges/cloud-check.ts';
import { configError, type LoadedConfig, loadConfig } from './edges/config-file.ts';
import { unreadableSecrets } from './edges/secret-reference.ts';
import { openState, type State, stateRoot } from './edges/state-dir.ts';
import { release } from './openclaw/release.ts';
import { declare, type Known } from './policy/declare.ts';
import { exitCodeOf, formatError } from './policy/errors.ts';
import { wantedState } from './policy/wanted-state.ts';
import { App } from './stacks/cdktf.ts';
import { ScleriteStack } from './stacks/sclerite-stack.ts';
import type { PlannedRecords, ServerPlan } from './stacks/server-plan.ts';
import { outputDirectory } from './toolchain/cdktf.ts';
import { linkProviderMirror } from './toolchain/provider-mirror.ts';

const root = import.meta.dirname;

// cdktf 0.21 calls util.isArray and would put a deprecation warning over every deploy; drop this line with cdktn.
process.noDeprecation = true;

async function synthesize(): Promise<void> {
  const loaded = await loadConfig({ knownControls: controls.map(({ id }) => id) });
  const { config } = loaded;
  const token = process.env.HCLOUD_TOKEN ? checkToken(process.env.HCLOUD_TOKEN) : undefined;
  if (token) throw configError('The environment', [token]);
  const state = openState(stateRoot(), config.project);
  const [caller, cloud, { account, warnings: accountWarnings }, devices] = await Promise.all([
    resolveCaller(config, state),
    checkCloud(loaded, state),
    accountFor(config, state),
    config.servers.some(({ exposure }) => exposure === 'mtls') ? ensureDevices(state, new Date()) : undefined,
  ]);
  for (const warning of [
    ...loaded.warnings,
    ...unreadableSecrets(config.secrets),
    ...caller.warnings,
    ...cloud.warnings,
    ...accountWarnings,
  ]) {
    process.stderr.write(`warning: ${warning}\n`);
  }
  const known: Known = {
    caller: caller.cidrs,
    // Pinned keys are the outcome of a handover: what it brings about must not depend on them, or it would never be over.
    pinnedHostKeys: [],
    ...(account && { account: account.url }),
    ...(devices && { devices }),
  };
  const servers = await Promise.all(config.servers.map((server) => planServer(loaded, server, known, state)));

  const app = new App({ outdir: process.env.CDKTF_OUTDIR ?? outputDirectory(process.env) });
  // Named after the project: two projects from one checkout (the lab's and one's own) need two Terraform directories.
  new ScleriteStack(app, config.project, {
    project: config.project,
    admin: config.admin,
    keys: cloud.keys,
    servers,
    stateFile: join(state.dir, 'terraform.tfstate'),
    knownHostsOf: (name) => join(state.dir, 'servers', name, 'known_hosts'),
    root,
    configFile: loaded.file,
    ...(process.env.SCLERITE_POLL_INTERVAL ? { pollInterval: process.env.SCLERITE_POLL_INTERVAL } : {}),
  });
  app.synth();
  chmodSync(app.outdir, 0o700); // `cdktf diff` saves its plan there, and the plan of a birth holds the user data as it is
  linkProviderMirror(app.outdir);
}

/** Writes the user data into the state directory, where Terraform reads it from; the stack knows only its path. */
async function planServer(
  { config }: LoadedConfig,
  server: ServerConfig,
  known: Known,
  state: State,
): Promise<ServerPlan> {
  const declared = declare(config, server.name, known);
  const wanted = wantedState(declared);
  const userDataFile = `servers/${server.name}/user-data`;
  state.writeText(userDataFile, encodeUserData(userData(wanted, declared, await bootstrapKeyOf(state, server.name))));
  const brought = {
    wanted,
    release: [release.id, release.lockSha256],
    authorities: declared.extraCaCertificates,
    secrets: declared.openclaw.secrets,
    exposure: declared.exposure,
  };
  return {
    server,
    ingress: declared.ingress,
    userDataFile: state.path(userDataFile),
    handoverDigest: createHash('sha256').update(JSON.stringify(brought)).digest('hex'),
    ...recordsOf(config, server, known),
  };
}

function recordsOf(
  { tls }: Config,
  { domain, zone, exposure }: ServerConfig,
  { account }: Known,
): { records?: PlannedRecords } {
  if (domain === undefined || zone === undefined) return {};
  const { authority, challenge } = tls;
  const named = { name: domain, authority, challenge, ...(account !== undefined && { account }) };
  return { records: { zone, exposure: named, isExposed: exposure !== 'tunnel' } };
}

/** Only a project that exposes something has to do with a CA. */
async function accountFor({ servers, tls }: Config, state: State): Promise<EnsuredAccount> {
  return servers.some(({ exposure }) => exposure !== 'tunnel')
    ? ensureAccount(state, tls.authority, tls.email, { isDeploy: process.env.SCLERITE_COMMAND === 'deploy' })
    : { account: undefined, warnings: [] };
}

try {
  await synthesize();
} catch (error) {
  process.stderr.write(`${formatError(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
