import { fileReference, secretProvider } from './_secret-reference.ts';
import { bundledChannels } from './channels.ts';
import { gatewayToken, type SecretName } from './credentials.ts';
import { workspace } from './paths.ts';
import { pluginOf, providerOf } from './providers.ts';
import { deniedTools, grantedTools } from './tools.ts';

/** What the operator decides about the agent. Plain data, no secret. */
export interface OpenclawInput {
  /** Loopback port of the gateway, 1024 to 65535. */
  readonly port: number;
  /** `provider/model`. */
  readonly model: string;
  readonly channels: {
    /** Telegram user numbers that may talk to the bot at once; others must be paired. */
    readonly telegram?: { readonly allowFrom: readonly string[] };
  };
  readonly tools: {
    /** Tools beyond the messaging profile. */
    readonly allow: readonly string[];
  };
  /**
   * Secrets of the operator that the server has, by provider (`anthropic`) or channel (`telegram`). The gateway's own token
   * is not listed: every server has it.
   */
  readonly secrets: readonly SecretName[];
  /** OpenClaw's own page in the browser. */
  readonly controlUi: boolean;
  /** The name under which nginx, from {@link PROXY_ADDRESS}, passes people on to the gateway; undefined: there is no proxy. */
  readonly publicName?: string;
}

/**
 * Where nginx's connections to the gateway come from. An address of its own within loopback: what it says about its clients is
 * believed, and what comes through the SSH tunnel (127.0.0.1) is not.
 */
export const PROXY_ADDRESS = '127.0.0.2';

/** The secrets that this input really uses, the gateway's token first: what handover must deliver before the first start. */
export function secretsUsed(input: OpenclawInput): readonly SecretName[] {
  const wanted = [providerOf(input.model), ...Object.keys(input.channels)];
  return [gatewayToken, ...wanted.filter((name) => input.secrets.includes(name))];
}

/**
 * openclaw.json, hardened: loopback only, token required, no browser UI, no terminal, nothing paired by itself, no telemetry,
 * no tool that runs or writes anything, secrets only as references to files that exist while the gateway runs.
 * `openclaw config validate` accepts it and `openclaw security audit` finds nothing (2026.9.6).
 *
 * The audit alone proves little, so what it stays silent about is set here too: exec, automatic pairing, the gateway's
 * terminal, the plugin list. Every key is spelled out even where it is today's default.
 *
 * @throws TypeError when the model's provider is not on board or a tool may not be granted; see `openclawProblems`.
 */
export function openclawConfig(input: OpenclawInput): object {
  const secrets = secretsUsed(input);
  const provider = providerOf(input.model);
  const granted = grantedTools(input.tools.allow);
  return {
    gateway: {
      mode: 'local',
      port: input.port,
      bind: 'loopback', // unset would mean 0.0.0.0 wherever OpenClaw believes to be in a container
      auth: {
        mode: 'token',
        token: fileReference(gatewayToken),
        allowTailscale: false,
        rateLimit: { maxAttempts: 10, windowMs: 60_000, lockoutMs: 300_000, exemptLoopback: false },
      },
      trustedProxies: proxiesOf(input),
      allowRealIpFallback: false,
      controlUi: {
        enabled: input.controlUi,
        allowedOrigins: originsOf(input),
        allowExternalEmbedUrls: false,
        automaticallyFetchFavicons: false,
        communityInvite: false,
        sessionObserver: false,
      },
      terminal: { enabled: false },
      cliAgents: { enabled: false },
      tailscale: { mode: 'off' },
      tools: { deny: ['gateway', 'cron', 'sessions_spawn', 'sessions_send', 'exec'] },
      http: { endpoints: { chatCompletions: { enabled: false }, responses: { enabled: false } } },
      nodes: {
        browser: { mode: 'off' },
        pairing: { autoApproveLocal: false, sshVerify: false, autoApproveCidrs: [] },
        pluginTools: { enabled: false },
        allowSkills: false,
        commands: { deny: ['system.run'] },
      },
    },
    discovery: { mdns: { mode: 'off' } },
    update: { channel: 'stable', checkOnStart: false, auto: { enabled: false } },
    telemetry: { enabled: false },
    models: {
      catalogRefresh: { enabled: false },
      ...(secrets.includes(provider) ? { providers: { [provider]: { apiKey: fileReference(provider) } } } : {}),
    },
    session: { dmScope: 'per-channel-peer' },
    tools: {
      profile: 'messaging',
      ...(granted.length === 0 ? {} : { alsoAllow: granted }),
      deny: deniedTools(granted),
      fs: { workspaceOnly: true },
      exec: { mode: 'deny' },
      elevated: { enabled: false },
      sessions: { visibility: 'self' },
      agentToAgent: { enabled: false },
      message: { crossContext: { allowWithinProvider: false, allowAcrossProviders: false } },
    },
    browser: { enabled: false },
    hooks: { enabled: false },
    cron: { enabled: false },
    commands: {
      ...{ bash: false, config: false, debug: false, mcp: false, plugins: false, restart: false },
      ...ownersOf(input),
    },
    logging: { level: 'info', redactPatterns: [], audit: { enabled: true } },
    agents: {
      defaults: {
        model: input.model,
        // Left to choose, OpenClaw runs openai/* in a Codex plugin, which it would download at the first start.
        models: { [input.model]: { agentRuntime: { id: 'openclaw' } } },
        workspace,
        skipBootstrap: true,
        heartbeat: { every: '0m' },
        skills: [],
        sandbox: { mode: 'off' }, // the unit is the sandbox; this one would need Docker
      },
    },
    ...channelsOf(input, secrets),
    plugins: { enabled: true, allow: pluginsOf(input) },
    secrets: {
      providers: { default: { source: 'env' }, ...Object.fromEntries(secrets.map(secretProvider)) },
      defaults: { env: 'default' },
    },
    env: { shellEnv: { enabled: false } },
    transcripts: { enabled: false },
    skills: {
      install: { allowUploadedArchives: false },
      load: { watch: false },
      workshop: { autonomous: { mode: 'off' }, approvalPolicy: 'pending' },
    },
  };
}

/** The config as a file, ending in a newline. */
export function openclawConfigText(input: OpenclawInput): string {
  return `${JSON.stringify(openclawConfig(input), null, 2)}\n`;
}

/**
 * Exactly nginx: what it says of its clients is believed, and the tunnel's 127.0.0.1 says nothing of anybody. With the page on
 * and no proxy the address is named as well, though nobody is there: the audit takes an empty list for a forgotten one.
 */
function proxiesOf({ controlUi, publicName }: OpenclawInput): readonly string[] {
  return controlUi || publicName !== undefined ? [PROXY_ADDRESS] : [];
}

/**
 * Pages that may open a WebSocket. Through the tunnel the page's own address is loopback, which OpenClaw lets in without being
 * told (2026.9.6: an origin on loopback from a client on loopback).
 */
function originsOf({ controlUi, publicName }: OpenclawInput): readonly string[] {
  return controlUi && publicName !== undefined ? [`https://${publicName}`] : [];
}

/** Whoever is on the list commands the agent; left out, the first one ever paired would become its owner. */
function ownersOf({ channels }: OpenclawInput) {
  const owners = (channels.telegram?.allowFrom ?? []).map((id) => `telegram:${id}`);
  return owners.length === 0 ? {} : { ownerAllowFrom: owners };
}

function channelsOf({ channels }: OpenclawInput, secrets: readonly SecretName[]) {
  if (channels.telegram === undefined) return {};
  return {
    channels: {
      telegram: {
        enabled: true,
        ...(secrets.includes('telegram') ? { botToken: fileReference('telegram') } : {}),
        dmPolicy: 'pairing',
        allowFrom: [...channels.telegram.allowFrom],
        groupPolicy: 'disabled',
        configWrites: false,
      },
    },
  };
}

/** Exactly the plugins in use: a list that is not there would let every bundled one load. */
function pluginsOf({ model, channels }: OpenclawInput): readonly string[] {
  return [pluginOf(model), 'memory-core', ...bundledChannels.filter((name) => channels[name] !== undefined)].sort();
}
