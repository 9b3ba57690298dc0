import { readFileSync } from 'node:fs';
import type { Reading } from '../../facts/fact.ts';
import type { FactId, FactResults, FactValues } from '../../facts/index.ts';
import type { Declared } from '../../policy/declared.ts';
import { readFacts } from '../../policy/read-facts.ts';
import { read } from './_facts.ts';

const recording = JSON.parse(readFileSync(new URL('../fixtures/debian-13/readings.json', import.meta.url), 'utf8')) as {
  now: number;
  readings: Record<string, Reading>;
};

const recorded = readFacts(recording.readings, recording.now);

/** What a hardened Debian 13 said of itself; see test/fixtures/debian-13/record.ts. @throws Error when it did not say that */
export function hardened<Id extends FactId>(id: Id): FactValues[Id] {
  const result = recorded[id];
  if (!result?.ok) throw new Error(`${id} is not in the recording: ${result?.because ?? 'never taken'}`);
  return result.value as FactValues[Id];
}

/** One fact of the hardened server, changed. */
export const but = <Id extends FactId>(id: Id, change: (value: FactValues[Id]) => FactValues[Id]): FactResults => ({
  [id]: read(change(hardened(id))),
});

/** Facts as the hardened server told them, unchanged. */
export const asHardened = (...ids: readonly FactId[]): FactResults =>
  Object.fromEntries(ids.map((id) => [id, read(hardened(id))]));

const operatorKey = (hardened('authorizedKeys').find(({ path }) => path === '/home/admin/.ssh/authorized_keys')
  ?.lines ?? [])[0];
if (!operatorKey) throw new Error('the recording holds no key of the admin');

/** What was declared for the recorded server. */
export const declared: Declared = {
  server: 'gateway',
  admin: 'admin',
  operatorKeys: [operatorKey],
  auditorKeys: [],
  ingress: [
    {
      protocol: 'tcp',
      port: 22,
      sources: ['192.0.2.7/32'],
      hostSources: ['0.0.0.0/0', '::/0'],
      purpose: 'SSH',
    },
  ],
  openclaw: {
    port: 18789,
    model: 'anthropic/claude-sonnet-4-6',
    channels: {},
    tools: { allow: [] },
    controlUi: false,
    secrets: [],
  },
  extraCaCertificates: [],
  pinnedHostKeys: [hardened('hostKey')],
  probedPorts: [22, 80, 8080],
};
