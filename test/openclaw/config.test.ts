import { describe, expect, it } from 'vitest';
import { type OpenclawInput, openclawConfig, openclawConfigText, secretsUsed } from '../../openclaw/config.ts';
import { openclawProblems } from '../../openclaw/problems.ts';

const plain: OpenclawInput = {
  port: 18789,
  model: 'anthropic/claude-sonnet-4-6',
  channels: {},
  tools: { allow: [] },
  controlUi: false,
  secrets: [],
};
const all: OpenclawInput = {
  ...plain,
  channels: { telegram: { allowFrom: ['123456789'] } },
  tools: { allow: ['read', 'group:web'] },
  controlUi: false,
  secrets: ['telegram', 'anthropic', 'openai'],
};

/** The value at `a.b.c`, undefined when the way is not there. */
const at = (input: OpenclawInput, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], openclawConfig(input));

describe('openclawConfig', () => {
  it('is what it was: without any key', () => {
    expect(openclawConfigText(plain)).toMatchSnapshot();
  });

  it('is what it was: with a channel, tools and keys', () => {
    expect(openclawConfigText(all)).toMatchSnapshot();
  });

  it('is the same each time', () => {
    expect(openclawConfigText(all)).toBe(openclawConfigText(structuredClone(all)));
  });

  // What `openclaw security audit` says nothing about when it is missing or open.
  it.each([
    ['gateway.bind', 'loopback'],
    ['gateway.auth.mode', 'token'],
    ['gateway.controlUi.enabled', false],
    ['gateway.terminal.enabled', false],
    ['gateway.cliAgents.enabled', false],
    ['gateway.nodes.pairing.autoApproveLocal', false],
    ['gateway.nodes.pairing.sshVerify', false],
    ['gateway.nodes.pairing.autoApproveCidrs', []],
    ['gateway.nodes.pluginTools.enabled', false],
    ['tools.exec.mode', 'deny'],
    ['tools.elevated.enabled', false],
    ['tools.agentToAgent.enabled', false],
    ['tools.fs.workspaceOnly', true],
    ['session.dmScope', 'per-channel-peer'],
    ['update.checkOnStart', false],
    ['telemetry.enabled', false],
    ['models.catalogRefresh.enabled', false],
    ['env.shellEnv.enabled', false],
    ['cron.enabled', false],
    ['browser.enabled', false],
    ['channels.telegram.dmPolicy', 'pairing'],
    ['channels.telegram.groupPolicy', 'disabled'],
    ['commands.restart', false],
  ])('%s is %j whatever the operator wishes', (path, value) => {
    expect(at(all, path)).toEqual(value);
  });

  it('refers to each secret by the file that the unit lays out, and to no other', () => {
    expect(at(all, 'gateway.auth.token')).toEqual({ source: 'file', provider: 'gateway-token', id: 'value' });
    expect(at(all, 'models.providers.anthropic.apiKey')).toEqual({
      source: 'file',
      provider: 'anthropic',
      id: 'value',
    });
    expect(at(all, 'channels.telegram.botToken')).toEqual({ source: 'file', provider: 'telegram', id: 'value' });
    expect(at(all, 'secrets.providers')).toEqual({
      default: { source: 'env' },
      'gateway-token': { source: 'file', path: '/run/openclaw/gateway-token', mode: 'singleValue' },
      anthropic: { source: 'file', path: '/run/openclaw/anthropic', mode: 'singleValue' },
      telegram: { source: 'file', path: '/run/openclaw/telegram', mode: 'singleValue' },
    });
  });

  it('works with the gateway token alone', () => {
    expect(secretsUsed(plain)).toEqual(['gateway-token']);
    expect(at(plain, 'models.providers')).toBeUndefined();
    expect(at(plain, 'channels')).toBeUndefined();
  });

  it.each([
    { when: 'nothing is present', input: plain, then: ['gateway-token'] },
    { when: 'a key is present that nothing uses', input: { ...plain, secrets: ['openai'] }, then: ['gateway-token'] },
    { when: "the provider's and the channel's are", input: all, then: ['gateway-token', 'anthropic', 'telegram'] },
  ])('delivers $then when $when', ({ input, then }) => {
    expect(secretsUsed(input)).toEqual(then);
  });

  it.each([
    { model: 'anthropic/claude-sonnet-4-6', channels: {}, plugins: ['anthropic', 'memory-core'] },
    {
      model: 'openrouter/meta/llama-4',
      channels: { telegram: { allowFrom: [] } },
      plugins: ['memory-core', 'openrouter', 'telegram'],
    },
  ])('$model loads $plugins', ({ model, channels, plugins }) => {
    expect(at({ ...plain, model, channels }, 'plugins.allow')).toEqual(plugins);
  });

  it('keeps OpenAI models out of the Codex plugin, which would be downloaded', () => {
    const config = openclawConfig({ ...plain, model: 'openai/gpt-5.5' }) as {
      agents: { defaults: { models: Record<string, unknown> } };
    };
    expect(config.agents.defaults.models['openai/gpt-5.5']).toEqual({ agentRuntime: { id: 'openclaw' } });
  });

  it('makes the listed Telegram users owners, or else the first one paired would be', () => {
    expect(at(all, 'commands.ownerAllowFrom')).toEqual(['telegram:123456789']);
    expect(at(plain, 'commands.ownerAllowFrom')).toBeUndefined();
  });
});

describe('tools', () => {
  it.each([
    { allow: [], granted: undefined, files: ['group:fs'] },
    { allow: ['web_fetch', 'web_fetch'], granted: ['web_fetch'], files: ['group:fs'] },
    // A denied group would beat the allowed member, and a denied "write" alone would leave apply_patch.
    { allow: ['read'], granted: ['read'], files: ['write', 'edit', 'apply_patch'] },
    { allow: ['group:fs'], granted: ['apply_patch', 'edit', 'read', 'write'], files: [] },
  ])('$allow grants $granted and still denies $files', ({ allow, granted, files }) => {
    const input = { ...plain, tools: { allow } };
    expect(at(input, 'tools.alsoAllow')).toEqual(granted);
    const denied = at(input, 'tools.deny') as string[];
    expect(denied.filter((name) => /^(read|write|edit|apply_patch|group:fs)$/.test(name))).toEqual(files);
    expect(denied).toEqual(
      expect.arrayContaining(['group:runtime', 'group:automation', 'gateway', 'browser', 'nodes']),
    );
  });

  it.each([
    'exec',
    'bash',
    'group:runtime',
    'gateway',
    'cron',
    'browser',
    'terminal',
    'group:openclaw',
    '*',
    'toString',
  ])('%s cannot be granted', (name) => {
    const input = { ...plain, tools: { allow: ['read', name] }, controlUi: false };
    expect(openclawProblems(input)).toMatchObject([{ path: ['tools', 'allow', 1], value: name }]);
    expect(() => openclawConfig(input)).toThrow(/cannot be granted/);
  });
});

describe('openclawProblems', () => {
  it('finds nothing in what is fine', () => {
    expect(openclawProblems(plain)).toEqual([]);
    expect(openclawProblems(all)).toEqual([]);
  });

  it('finds every mistake at once', () => {
    const input = {
      ...plain,
      model: 'mistral/large',
      channels: { discord: {}, telegram: { allowFrom: [] } },
      tools: { allow: ['exec'] },
      controlUi: false,
    } as OpenclawInput;
    expect(openclawProblems(input).map(({ path }) => path.join('.'))).toEqual([
      'model',
      'channels.discord',
      'tools.allow.0',
    ]);
  });

  it.each(['gpt-5', '/x', 'constructor/x', ''])('%j has no provider on board', (model) => {
    expect(openclawProblems({ ...plain, model })).toHaveLength(1);
    expect(() => openclawConfig({ ...plain, model })).toThrow(/not on board/);
  });
});

describe('in front of the gateway', () => {
  type Gateway = { gateway: { trustedProxies: string[]; controlUi: { enabled: boolean; allowedOrigins: string[] } } };
  const gateway = (more: Partial<OpenclawInput>) => (openclawConfig({ ...plain, ...more }) as Gateway).gateway;

  it.each([
    { when: 'nobody stands', more: {}, trusted: [], origins: [] },
    { when: 'nginx stands', more: { publicName: 'gw.example.com' }, trusted: ['127.0.0.2'], origins: [] },
    {
      when: 'nginx stands, and the page is on',
      more: { publicName: 'gw.example.com', controlUi: true },
      trusted: ['127.0.0.2'],
      origins: ['https://gw.example.com'],
    },
    { when: 'nobody stands, and the page is on', more: { controlUi: true }, trusted: ['127.0.0.2'], origins: [] },
  ])('$when', ({ more, trusted, origins }) => {
    const { trustedProxies, controlUi } = gateway(more);
    expect(trustedProxies).toEqual(trusted);
    expect(controlUi).toMatchObject({ enabled: more.controlUi ?? false, allowedOrigins: origins });
  });
});
