import { type ActionRecord, actionView } from '../actions.ts';
import type { Cloud } from '../cloud.ts';
import { invalidInput, notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import type { Kind } from '../records.ts';
import type { Reply, Route } from '../router.ts';
import { knownZone } from './find-zone.ts';

/** Kinds whose actions can be asked for under their own path. */
const owners: readonly (readonly [path: string, kind: Kind])[] = [
  ['servers', 'server'],
  ['firewalls', 'firewall'],
  ['volumes', 'volume'],
  ['networks', 'network'],
  ['primary_ips', 'primary_ip'],
  ['zones', 'zone'],
];

export function actionRoutes({ actions, store }: Cloud): Route[] {
  const query = [...pageParameters, 'id', 'status', 'sort'];
  const listed = (records: Iterable<ActionRecord>, parameters: URLSearchParams): Reply =>
    list(records, {
      key: 'actions',
      query: parameters,
      filters: { id: (action) => String(action.id), status: (action) => action.status },
      sorts: {
        id: (action) => action.id,
        command: (action) => action.command,
        status: (action) => action.status,
        started: (action) => action.started,
        finished: (action) => action.finished ?? '',
        progress: (action) => action.progress,
      },
      view: actionView,
    });
  const one = (id: string | undefined, belongs: (action: ActionRecord) => boolean): Reply => {
    const action = actions.records.get(Number(id));
    if (action === undefined || !belongs(action)) throw notFound('action', id ?? '');
    return { status: 200, body: { action: actionView(action) } };
  };
  const about = (kind: Kind, given?: string) => {
    const id = kind === 'zone' && given !== undefined ? String(knownZone(store, given)?.id ?? given) : given;
    return (action: ActionRecord) =>
      action.resources.some((resource) => resource.type === kind && (id === undefined || String(resource.id) === id));
  };

  const owned = owners.flatMap(([path, kind]): Route[] => [
    {
      method: 'GET',
      pattern: `/${path}/actions`,
      query,
      handle: (request) => listed(actions.records.filter(about(kind)), request.query),
    },
    { method: 'GET', pattern: `/${path}/actions/:action`, handle: ({ params }) => one(params.action, about(kind)) },
    {
      method: 'GET',
      pattern: `/${path}/:id/actions`,
      query,
      handle: ({ params, query: parameters }) => listed(actions.records.filter(about(kind, params.id)), parameters),
    },
    {
      method: 'GET',
      pattern: `/${path}/:id/actions/:action`,
      handle: ({ params }) => one(params.action, about(kind, params.id)),
    },
  ]);
  return [
    {
      method: 'GET',
      pattern: '/actions',
      query,
      handle: (request) => {
        // The real API took the listing of all actions away on 2025-01-30; only named ones are told.
        if (!request.query.has('id')) throw invalidInput({ id: ['at least one action id must be given'] });
        return listed(actions.records.all(), request.query);
      },
    },
    { method: 'GET', pattern: '/actions/:id', handle: ({ params }) => one(params.id, () => true) },
    ...owned,
  ];
}
