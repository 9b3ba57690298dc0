import { setting } from '../../facts/openclaw-settings.ts';
import { configFile } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';

type Channel = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Channel =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with one channel, in words. A switched-off one is judged as well: a switch is all that keeps it closed. */
function complaints(name: string, channel: unknown, isDeclared: boolean): readonly string[] {
  const at = `${configFile}: channels.${name}`;
  if (!isRecord(channel)) return [`${at} is no object`];
  const { dmPolicy, groupPolicy, allowFrom, accounts } = channel;
  return [
    ...(isDeclared ? [] : [`${at} is there, and no such channel is declared`]),
    ...(dmPolicy === undefined || ['pairing', 'allowlist', 'disabled'].includes(String(dmPolicy))
      ? []
      : [`${at}.dmPolicy ${JSON.stringify(dmPolicy)} lets strangers in`]),
    ...(groupPolicy === 'disabled' ? [] : [`${at}.groupPolicy ${JSON.stringify(groupPolicy) ?? '(not set)'}`]),
    ...(Array.isArray(allowFrom) && allowFrom.includes('*') ? [`${at}.allowFrom has "*": everybody`] : []),
    // Each account may have policies of its own; this kit writes none.
    ...(accounts === undefined ? [] : [`${at}.accounts is there, and this kit writes none`]),
  ];
}

export default defineControl({
  id: 'openclaw.channels-closed',
  layer: 'communication',
  severity: 'critical',
  title: 'Only declared channels are there, and strangers get nowhere on them',
  failureTitle: 'A channel lets strangers talk to the agent, or nobody declared it',
  why: "Whoever can write to the agent can try to talk it into things. OpenClaw's own audit says nothing about an open Telegram.",
  references: ['https://docs.openclaw.ai/channels/telegram'],
  needs: ['openclawSettings'],
  check({ openclawSettings }, { openclaw: { channels } }) {
    const found = setting(openclawSettings, 'channels');
    const names = isRecord(found) ? Object.keys(found).filter((name) => name !== 'defaults') : [];
    const wrong = names.flatMap((name) =>
      complaints(name, (found as Channel)[name], Object.keys(channels).includes(name)),
    );
    if (wrong.length > 0)
      return fail(wrong, 'Run ./sclerite converge: it writes the channels that sclerite.config.ts declares');
    return pass([
      `${configFile}: channels ${names.join(', ') || '(none)'}`,
      ...names.map((name) => {
        const { dmPolicy, groupPolicy } = (found as Record<string, Channel>)[name] as Channel;
        return `${configFile}: channels.${name} dmPolicy ${JSON.stringify(dmPolicy) ?? '(not set: pairing)'}, groupPolicy ${JSON.stringify(groupPolicy)}`;
      }),
    ]);
  },
});
