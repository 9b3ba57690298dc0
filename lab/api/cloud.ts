/** What every resource works with. */

import type { Feature } from '../driver.ts';
import type { Actions } from './actions.ts';
import type { Addresses } from './addresses.ts';
import { limitExceeded, notUnique, unsupported } from './errors.ts';
import type { Machines } from './machines.ts';
import type { Collection, Store, Stored } from './store.ts';

/** How many objects of a kind the project may have. */
export interface ProjectLimits {
  readonly servers: number;
  readonly sshKeys: number;
  readonly firewalls: number;
  readonly primaryIps: number;
  readonly volumes: number;
  readonly networks: number;
  readonly placementGroups: number;
  readonly zones: number;
}

export const defaultLimits: ProjectLimits = {
  servers: 200,
  sshKeys: 100,
  firewalls: 50,
  primaryIps: 400,
  volumes: 200,
  networks: 50,
  placementGroups: 50,
  zones: 100,
};

export interface Cloud {
  readonly store: Store;
  readonly actions: Actions;
  readonly machines: Machines;
  readonly addresses: Addresses;
  readonly limits: ProjectLimits;
  now(): Date;
  /** Whether the API behaves as announced for this day (`2026-08-01`) yet. */
  isSince(day: string): boolean;
}

/** @throws ApiError 403 */
export function requireRoom(records: { readonly size: number }, what: string, limit: number, more = 1): void {
  if (records.size + more > limit) throw limitExceeded(what, limit);
}

/** @throws ApiError 409 when another record has the name */
export function requireFreeName<T extends Stored & { name: string }>(
  records: Collection<T>,
  name: string,
  message?: string,
  self?: Stored,
): void {
  if (records.find((record) => record.name === name && record.id !== self?.id) !== undefined)
    throw notUnique('name', message);
}

/** @throws ApiError 422 when what runs the machines cannot really do it */
export function requireFeature(cloud: Cloud, feature: Feature, what: string): void {
  const { driver } = cloud.machines;
  if (driver.features?.has(feature) !== true) throw unsupported(driver.name, what);
}
