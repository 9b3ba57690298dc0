/**
 * Channels that are part of the pinned release. Any other one is a plugin that the gateway would download at its first
 * start without asking, past every pinned hash (OpenClaw 2026.9.6 does so even when `plugins.allow` does not name it).
 */
export const bundledChannels = ['telegram'] as const;

export type BundledChannel = (typeof bundledChannels)[number];
