import type { Cloud } from '../cloud.ts';
import { notFound } from '../errors.ts';
import { type ServerRecord, servers } from '../records.ts';

/** @throws ApiError 404 */
export function findServer(cloud: Cloud, id: string): ServerRecord {
  const server = servers(cloud.store).get(Number(id));
  if (server === undefined) throw notFound('server', id);
  return server;
}
