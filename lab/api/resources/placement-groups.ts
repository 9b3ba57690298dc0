import { z } from 'zod';
import * as field from '../body.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { conflictOf, notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type PlacementGroupRecord, placementGroups, servers } from '../records.ts';
import type { ApiRequest, Route } from '../router.ts';
import type { Store } from '../store.ts';

const createBody = z.strictObject({
  name: field.plainName,
  type: z.literal('spread'),
  labels: field.labels.optional(),
});
const updateBody = z.strictObject({ name: field.plainName.optional(), labels: field.labels.optional() });

/** Each server of a spread group stands on a host of its own, and Hetzner has ten for a group. */
const largestGroup = 10;

export function placementGroupRoutes(cloud: Cloud): Route[] {
  const { store } = cloud;
  const groups = placementGroups(store);
  const view = (group: PlacementGroupRecord) => placementGroupView(store, group);
  const wanted = ({ params }: ApiRequest): PlacementGroupRecord => findPlacementGroup(store, params.id ?? '');
  return [
    {
      method: 'GET',
      pattern: '/placement_groups',
      query: [...pageParameters, 'name', 'type', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(groups.all(), {
          key: 'placement_groups',
          query,
          filters: { name: ({ name }) => name, type: ({ type }) => type },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view,
        }),
    },
    {
      method: 'POST',
      pattern: '/placement_groups',
      handle: ({ body }) => {
        const { name, type, labels } = field.read(createBody, body);
        requireFreeName(groups, name);
        requireRoom(groups, 'placement group', cloud.limits.placementGroups);
        const created = cloud.now().toISOString();
        const group = groups.insert({ id: store.takeId(), name, type, labels: labels ?? {}, created });
        return { status: 201, body: { placement_group: view(group), action: null } };
      },
    },
    {
      method: 'GET',
      pattern: '/placement_groups/:id',
      handle: (request) => ({ status: 200, body: { placement_group: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/placement_groups/:id',
      handle: (request) => {
        const group = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(groups, change.name, undefined, group);
        group.name = change.name ?? group.name;
        group.labels = change.labels ?? group.labels;
        return { status: 200, body: { placement_group: view(group) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/placement_groups/:id',
      handle: (request) => {
        const group = wanted(request);
        for (const server of servers(store).filter((one) => one.placementGroup === group.id))
          server.placementGroup = null;
        groups.remove(group.id);
        return { status: 204 };
      },
    },
  ];
}

export function placementGroupView(store: Store, group: PlacementGroupRecord): object {
  const { id, name, type, labels, created } = group;
  return { id, name, type, labels, created, servers: membersOf(store, id) };
}

/** @throws ApiError 404 */
export function findPlacementGroup(store: Store, id: number | string): PlacementGroupRecord {
  const group = placementGroups(store).get(Number(id));
  if (group === undefined) throw notFound('placement group', id);
  return group;
}

/** @throws ApiError 422 placement_error when the group is full */
export function requirePlace(store: Store, group: PlacementGroupRecord): void {
  if (membersOf(store, group.id).length >= largestGroup) {
    throw conflictOf(
      'placement_error',
      `placement group ${group.id} already holds ${largestGroup} servers, the most it can`,
    );
  }
}

const membersOf = (store: Store, group: number): number[] =>
  servers(store)
    .filter((server) => server.placementGroup === group)
    .map(({ id }) => id);
