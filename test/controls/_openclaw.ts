import { type OpenclawInput, openclawConfig } from '../../openclaw/config.ts';
import type { Declared } from '../../policy/declared.ts';

/** A server with Telegram and a key for its model. */
export const input: OpenclawInput = {
  port: 18789,
  model: 'anthropic/claude-sonnet-4-6',
  channels: { telegram: { allowFrom: ['1234'] } },
  tools: { allow: ['web_search'] },
  controlUi: false,
  secrets: ['anthropic', 'telegram'],
};

export const declared = { server: 'web-1', openclaw: input } as Declared;

/**
 * What OpenClaw's config says on a server that is as wanted, with one setting changed.
 *
 * @param path `gateway.auth.mode`; '' changes nothing
 * @param value undefined takes the setting out
 */
export function settings(path = '', value?: unknown): Record<string, unknown> {
  const config = JSON.parse(JSON.stringify(openclawConfig(input))) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() as string;
  if (last === '') return config;
  let place: Record<string, unknown> = config;
  for (const key of keys) {
    place[key] ??= {};
    place = place[key] as Record<string, unknown>;
  }
  if (value === undefined) delete place[last];
  else place[last] = value;
  return config;
}
