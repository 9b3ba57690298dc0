import { z } from 'zod';
import type { State } from './state-dir.ts';

/** What is known of a server that exists, as Terraform handed it over. */
export const ServerRecord = z.strictObject({
  serverId: z.number().int().positive(),
  /** null: the server has none. */
  ipv4: z.ipv4().nullable(),
  ipv6: z.ipv6().nullable(),
  image: z.string().min(1),
});
export type ServerRecord = z.infer<typeof ServerRecord>;

const file = (server: string) => `servers/${server}/server.json`;

/** undefined: never handed over. @throws E_STATE_DAMAGED */
export const readServerRecord = (state: State, server: string): ServerRecord | undefined =>
  state.readJson(file(server), ServerRecord);

export const writeServerRecord = (state: State, server: string, record: ServerRecord): void =>
  state.writeJson(file(server), ServerRecord.parse(record));

/** Addresses, the one to connect to first. */
export const addressesOf = ({ ipv4, ipv6 }: Pick<ServerRecord, 'ipv4' | 'ipv6'>): string[] =>
  [ipv4, ipv6].filter((address) => address !== null);
