import { z } from 'zod';
import { type ActionRecord, actionView } from '../actions.ts';
import * as field from '../body.ts';
import { type Location, locationNamed, locations } from '../catalogue/locations.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { ApiError, conflictOf, invalidInput, isProtected, notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import { type ServerRecord, servers, type VolumeRecord, volumes } from '../records.ts';
import type { ApiRequest, Route } from '../router.ts';
import type { Store } from '../store.ts';

const size = z.int().min(10, 'must be at least 10 GB').max(10240, 'must be at most 10240 GB');

const createBody = z.strictObject({
  name: field.plainName,
  size,
  server: field.id.optional(),
  location: field.idOrName.optional(),
  format: z.enum(['ext4', 'xfs']).optional(),
  // Mounting is done by the image's own udev rules at Hetzner; the lab's machines have none, so only `false` is honest.
  automount: z.literal(false, 'the lab mounts no volumes').optional(),
  labels: field.labels.optional(),
});
const updateBody = z.strictObject({ name: field.plainName.optional(), labels: field.labels.optional() });
const attachBody = z.strictObject({ server: field.id, automount: createBody.shape.automount });
const resizeBody = z.strictObject({ size });

const mostPerServer = 16;

export function volumeRoutes(cloud: Cloud): Route[] {
  const { store, actions, machines } = cloud;
  const disks = volumes(store);
  const wanted = ({ params }: ApiRequest): VolumeRecord => {
    const volume = disks.get(Number(params.id));
    if (volume === undefined) throw notFound('volume', params.id ?? '');
    return volume;
  };
  const subjects = (volume: VolumeRecord, server: number) =>
    [
      { type: 'volume', id: volume.id },
      { type: 'server', id: server },
    ] as const;
  const ofAction = (action: ActionRecord) => ({
    volume: disks.get(action.resources.find(({ type }) => type === 'volume')?.id ?? 0),
    server: action.resources.find(({ type }) => type === 'server')?.id ?? 0,
  });
  const begin = (command: string, volume: VolumeRecord, server: number, after?: ActionRecord): ActionRecord => {
    const both = subjects(volume, server);
    return actions.start(command, both, { locks: both, ...(after === undefined ? {} : { after }) });
  };

  actions.on('create_volume', async (action) => {
    const { volume } = ofAction(action);
    if (volume !== undefined) volume.status = 'available';
  });
  actions.on('attach_volume', async (action) => {
    const { volume, server } = ofAction(action);
    if (volume === undefined) return;
    try {
      await machines.attachVolume(server, volume);
    } catch (error) {
      volume.server = null;
      throw error;
    }
  });
  // Attaching again makes the machine match the volume as it is now, its size included (lab/driver.ts).
  actions.on('resize_volume', async (action) => {
    const { volume, server } = ofAction(action);
    if (volume !== undefined) await machines.attachVolume(server, volume);
  });
  actions.on('detach_volume', async (action) => {
    const { volume, server } = ofAction(action);
    if (volume === undefined) return;
    await machines.detachVolume(server, volume);
    volume.server = null;
  });

  return [
    {
      method: 'GET',
      pattern: '/volumes',
      query: [...pageParameters, 'name', 'status', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(disks.all(), {
          key: 'volumes',
          query,
          filters: { name: ({ name }) => name, status: ({ status }) => status },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view: volumeView,
        }),
    },
    {
      method: 'POST',
      pattern: '/volumes',
      handle: ({ body }) => {
        const wish = field.read(createBody, body);
        requireFreeName(disks, wish.name);
        const server = wish.server === undefined ? undefined : attachable(cloud, wish.server);
        const location = wish.location === undefined ? undefined : placeOf(wish.location);
        if (server !== undefined && location !== undefined && server.location !== location.name) {
          throw invalidInput({ location: [`is not the location of server ${server.id} (${server.location})`] });
        }
        const place = server?.location ?? location?.name;
        if (place === undefined) throw invalidInput({ location: ['either location or server is required'] });
        requireRoom(disks, 'volume', cloud.limits.volumes);
        const volume = disks.insert({
          id: store.takeId(),
          name: wish.name,
          size: wish.size,
          status: 'creating',
          server: server?.id ?? null,
          location: place,
          format: wish.format ?? null,
          protection: { delete: false },
          labels: wish.labels ?? {},
          created: cloud.now().toISOString(),
        });
        const action = actions.start('create_volume', [{ type: 'volume', id: volume.id }]);
        const next = server === undefined ? [] : [begin('attach_volume', volume, server.id, action)];
        return {
          status: 201,
          body: { volume: volumeView(volume), action: actionView(action), next_actions: next.map(actionView) },
        };
      },
    },
    {
      method: 'GET',
      pattern: '/volumes/:id',
      handle: (request) => ({ status: 200, body: { volume: volumeView(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/volumes/:id',
      handle: (request) => {
        const volume = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(disks, change.name, undefined, volume);
        volume.name = change.name ?? volume.name;
        volume.labels = change.labels ?? volume.labels;
        return { status: 200, body: { volume: volumeView(volume) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/volumes/:id',
      handle: async (request) => {
        const volume = wanted(request);
        if (volume.protection.delete) throw isProtected('volume', 'deletion');
        actions.requireUnlocked({ type: 'volume', id: volume.id });
        if (volume.server !== null) {
          throw conflictOf(
            'resource_in_use',
            `volume with ID ${volume.id} is still attached to server ${volume.server}`,
          );
        }
        await machines.deleteVolume(volume.id);
        disks.remove(volume.id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      pattern: '/volumes/:id/actions/attach',
      handle: (request) => {
        const volume = wanted(request);
        const wish = field.read(attachBody, request.body);
        actions.requireUnlocked({ type: 'volume', id: volume.id });
        if (volume.server !== null) {
          throw conflictOf('volume_already_attached', `volume ${volume.id} is attached to server ${volume.server}`);
        }
        const server = attachable(cloud, wish.server);
        if (server.location !== volume.location) {
          throw invalidInput({ server: [`is in ${server.location}, the volume in ${volume.location}`] });
        }
        volume.server = server.id;
        store.touch();
        return { status: 201, body: { action: actionView(begin('attach_volume', volume, server.id)) } };
      },
    },
    {
      method: 'POST',
      pattern: '/volumes/:id/actions/detach',
      handle: (request) => {
        const volume = wanted(request);
        field.read(field.nothing, request.body);
        if (volume.server === null)
          throw conflictOf('volume_not_attached', `volume ${volume.id} is not attached to a server`);
        actions.requireUnlocked(...subjects(volume, volume.server));
        return { status: 201, body: { action: actionView(begin('detach_volume', volume, volume.server)) } };
      },
    },
    {
      method: 'POST',
      pattern: '/volumes/:id/actions/resize',
      handle: (request) => {
        const volume = wanted(request);
        const wish = field.read(resizeBody, request.body);
        actions.requireUnlocked({ type: 'volume', id: volume.id });
        if (wish.size < volume.size)
          throw invalidInput({ size: [`a volume of ${volume.size} GB cannot shrink to ${wish.size} GB`] });
        volume.size = wish.size;
        store.touch();
        const server = volume.server;
        const action =
          server === null
            ? actions.done('resize_volume', [{ type: 'volume', id: volume.id }])
            : begin('resize_volume', volume, server);
        return { status: 201, body: { action: actionView(action) } };
      },
    },
    {
      method: 'POST',
      pattern: '/volumes/:id/actions/change_protection',
      handle: (request) => {
        const volume = wanted(request);
        volume.protection.delete = field.read(field.deleteProtection, request.body).delete ?? volume.protection.delete;
        const action = actions.done('change_protection', [{ type: 'volume', id: volume.id }]);
        return { status: 201, body: { action: actionView(action) } };
      },
    },
  ];
}

/**
 * The server, if a volume may be attached to it now.
 * @throws ApiError 404, 422, 423
 */
function attachable({ store, actions }: Cloud, id: number): ServerRecord {
  const server = servers(store).get(id);
  if (server === undefined) throw notFound('server', id);
  actions.requireUnlocked({ type: 'server', id });
  if (volumesOf(store, server).length >= mostPerServer) {
    throw new ApiError(403, 'resource_limit_exceeded', `server ${id} already has ${mostPerServer} volumes`);
  }
  return server;
}

export const volumesOf = (store: Store, server: ServerRecord): VolumeRecord[] =>
  volumes(store).filter((volume) => volume.server === server.id);

function placeOf(idOrName: number | string): Location {
  const found = locationNamed(String(idOrName)) ?? locations.find(({ id }) => String(id) === String(idOrName));
  if (found === undefined) throw invalidInput({ location: [`location '${idOrName}' not found`] });
  return found;
}

function volumeView(volume: VolumeRecord): object {
  const { id, name, status, server, format, protection, labels, created } = volume;
  return {
    id,
    name,
    size: volume.size,
    status,
    server,
    location: locationNamed(volume.location),
    format,
    linux_device: `/dev/disk/by-id/scsi-0HC_Volume_${id}`,
    protection,
    labels,
    created,
  };
}
