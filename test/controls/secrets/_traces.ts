import type { SecretTraces, TraceGroup } from '../../../facts/secret-traces.ts';
import { read } from '../_facts.ts';

const nothing: SecretTraces = { looked: 3, traces: [], privateKeys: 0, unread: [] };

/** What the search found on a server that is as wanted, with one place otherwise. */
export const traces = (group?: TraceGroup, over: Partial<SecretTraces> = {}) => ({
  secretTraces: read<Record<TraceGroup, SecretTraces>>({
    userData: { ...nothing, traces: [{ path: '/var/lib/cloud/x', kind: 'private-key', count: 2 }], privateKeys: 1 },
    bootLogs: nothing,
    histories: nothing,
    settings: nothing,
    arguments: nothing,
    ...(group && { [group]: { ...nothing, ...over } }),
  }),
});
