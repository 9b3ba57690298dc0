import { z } from 'zod';
import { type ActionRecord, actionView } from '../actions.ts';
import * as field from '../body.ts';
import { type Cloud, requireFreeName, requireRoom } from '../cloud.ts';
import { ApiError, conflictOf, notFound } from '../errors.ts';
import { firewallsAround, selects, serversBehind } from '../firewalls-around.ts';
import { parseSelector } from '../labels.ts';
import { list, pageParameters } from '../list.ts';
import { type FirewallRecord, firewalls, primaryIps, type ServerRecord, servers } from '../records.ts';
import type { ApiRequest, Route } from '../router.ts';
import type { Store } from '../store.ts';
import { rules } from './firewall-rules.ts';

const target = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('server'), server: z.strictObject({ id: field.id }) }),
  z.strictObject({
    type: z.literal('label_selector'),
    label_selector: z.strictObject({ selector: z.string().min(1) }),
  }),
]);
type Target = z.output<typeof target>;

const createBody = z.strictObject({
  name: field.plainName,
  labels: field.labels.optional(),
  rules: rules.optional(),
  apply_to: z.array(target).optional(),
});
const updateBody = z.strictObject({ name: field.plainName.optional(), labels: field.labels.optional() });
const rulesBody = z.strictObject({ rules });
const applyBody = z.strictObject({ apply_to: z.array(target) });
const removeBody = z.strictObject({ remove_from: z.array(target) });

const mostPerServer = 5;

export function firewallRoutes(cloud: Cloud): Route[] {
  const { store, actions, machines } = cloud;
  const walls = firewalls(store);
  const view = (firewall: FirewallRecord) => firewallView(store, firewall);
  const wanted = ({ params }: ApiRequest): FirewallRecord => {
    const firewall = walls.get(Number(params.id));
    if (firewall === undefined) throw notFound('firewall', params.id ?? '');
    return firewall;
  };

  const sync = async (action: ActionRecord) => {
    const firewall = walls.get(action.resources.find(({ type }) => type === 'firewall')?.id ?? 0);
    const named = action.resources.filter(({ type }) => type === 'server').map(({ id }) => id);
    await machines.syncFirewalls(named.length > 0 || firewall === undefined ? named : serversBehind(store, firewall));
  };
  for (const command of ['set_firewall_rules', 'apply_firewall', 'remove_firewall']) actions.on(command, sync);

  /** One action per server, none where nothing changed for anybody. */
  const announce = (command: string, firewall: FirewallRecord, ids: readonly number[]): ActionRecord[] =>
    ids.map((id) =>
      actions.start(
        command,
        [
          { type: 'firewall', id: firewall.id },
          { type: 'server', id },
        ],
        { locks: [] },
      ),
    );
  const setRules = (firewall: FirewallRecord): ActionRecord => {
    const subject = [{ type: 'firewall', id: firewall.id }] as const;
    const isAlone = serversBehind(store, firewall).length === 0;
    return isAlone
      ? actions.done('set_firewall_rules', subject)
      : actions.start('set_firewall_rules', subject, { locks: [] });
  };
  const apply = (firewall: FirewallRecord, targets: readonly Target[]): ActionRecord[] => {
    const before = new Set(serversBehind(store, firewall));
    for (const one of targets) requireApplicable(store, firewall, one);
    for (const one of targets) {
      if (one.type === 'server') firewall.servers.push(one.server.id);
      else firewall.selectors.push(one.label_selector.selector);
    }
    store.touch();
    return announce(
      'apply_firewall',
      firewall,
      serversBehind(store, firewall).filter((id) => !before.has(id)),
    );
  };

  return [
    {
      method: 'GET',
      pattern: '/firewalls',
      query: [...pageParameters, 'name', 'label_selector', 'sort'],
      handle: ({ query }) =>
        list(walls.all(), {
          key: 'firewalls',
          query,
          filters: { name: ({ name }) => name },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view,
        }),
    },
    {
      method: 'POST',
      pattern: '/firewalls',
      handle: ({ body }) => {
        const wish = field.read(createBody, body);
        requireFreeName(walls, wish.name);
        requireRoom(walls, 'firewall', cloud.limits.firewalls);
        const draft: FirewallRecord = {
          id: 0,
          name: wish.name,
          labels: wish.labels ?? {},
          created: cloud.now().toISOString(),
          rules: wish.rules ?? [],
          servers: [],
          selectors: [],
        };
        for (const one of wish.apply_to ?? []) requireApplicable(store, draft, one);
        const firewall = walls.insert({ ...draft, id: store.takeId() });
        const begun = [setRules(firewall), ...apply(firewall, wish.apply_to ?? [])];
        return { status: 201, body: { firewall: view(firewall), actions: begun.map(actionView) } };
      },
    },
    {
      method: 'GET',
      pattern: '/firewalls/:id',
      handle: (request) => ({ status: 200, body: { firewall: view(wanted(request)) } }),
    },
    {
      method: 'PUT',
      pattern: '/firewalls/:id',
      handle: (request) => {
        const firewall = wanted(request);
        const change = field.read(updateBody, request.body);
        if (change.name !== undefined) requireFreeName(walls, change.name, undefined, firewall);
        firewall.name = change.name ?? firewall.name;
        firewall.labels = change.labels ?? firewall.labels;
        return { status: 200, body: { firewall: view(firewall) } };
      },
    },
    {
      method: 'DELETE',
      pattern: '/firewalls/:id',
      handle: (request) => {
        const firewall = wanted(request);
        if (firewall.servers.length > 0 || firewall.selectors.length > 0) {
          throw conflictOf('resource_in_use', `firewall with ID ${firewall.id} is still in use`);
        }
        walls.remove(firewall.id);
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      pattern: '/firewalls/:id/actions/set_rules',
      handle: (request) => {
        const firewall = wanted(request);
        firewall.rules = field.read(rulesBody, request.body).rules;
        store.touch();
        return { status: 201, body: { actions: [actionView(setRules(firewall))] } };
      },
    },
    {
      method: 'POST',
      pattern: '/firewalls/:id/actions/apply_to_resources',
      handle: (request) => {
        const firewall = wanted(request);
        const begun = apply(firewall, field.read(applyBody, request.body).apply_to);
        return { status: 201, body: { actions: begun.map(actionView) } };
      },
    },
    {
      method: 'POST',
      pattern: '/firewalls/:id/actions/remove_from_resources',
      handle: (request) => {
        const firewall = wanted(request);
        const targets = field.read(removeBody, request.body).remove_from;
        const before = serversBehind(store, firewall);
        for (const one of targets) requireRemovable(store, firewall, one);
        for (const one of targets) {
          if (one.type === 'server') firewall.servers = firewall.servers.filter((id) => id !== one.server.id);
          else firewall.selectors = firewall.selectors.filter((text) => text !== one.label_selector.selector);
        }
        store.touch();
        const left = new Set(serversBehind(store, firewall));
        const begun = announce(
          'remove_firewall',
          firewall,
          before.filter((id) => !left.has(id)),
        );
        return { status: 201, body: { actions: begun.map(actionView) } };
      },
    },
  ];
}

function requireApplicable(store: Store, firewall: FirewallRecord, one: Target): void {
  if (one.type === 'label_selector') {
    parseSelector(one.label_selector.selector, 'apply_to.label_selector.selector');
    if (firewall.selectors.includes(one.label_selector.selector)) throw alreadyApplied(firewall);
    return;
  }
  const server = servers(store).get(one.server.id);
  if (server === undefined) throw resourceNotFound(one.server.id);
  if (firewall.servers.includes(server.id)) throw alreadyApplied(firewall);
  requireFirewallable(store, server);
}

/** @throws ApiError 422 when the server has no public address, or as many firewalls as it can */
function requireFirewallable(store: Store, server: ServerRecord): void {
  if (primaryIps(store).find((ip) => ip.assignee === server.id) === undefined) {
    throw conflictOf('private_net_only_server', `server ${server.id} has no public network interface`);
  }
  if (firewallsAround(store, server).length >= mostPerServer) {
    throw new ApiError(403, 'resource_limit_exceeded', `server ${server.id} already has ${mostPerServer} firewalls`);
  }
}

function requireRemovable(store: Store, firewall: FirewallRecord, one: Target): void {
  if (one.type === 'label_selector') {
    if (!firewall.selectors.includes(one.label_selector.selector)) throw resourceNotFound(one.label_selector.selector);
    return;
  }
  if (firewall.servers.includes(one.server.id)) return;
  const server = servers(store).get(one.server.id);
  if (server !== undefined && firewall.selectors.some((text) => selects(text, server))) {
    const message = `firewall with ID ${firewall.id} has been applied via label selector.`;
    throw conflictOf('firewall_managed_by_label_selector', message);
  }
  throw resourceNotFound(one.server.id);
}

const alreadyApplied = (firewall: FirewallRecord): ApiError =>
  conflictOf('firewall_already_applied', `firewall with ID ${firewall.id} is already applied to this resource`);

const resourceNotFound = (what: number | string): ApiError =>
  new ApiError(404, 'firewall_resource_not_found', `firewall resource '${what}' not found`);

function firewallView(store: Store, firewall: FirewallRecord): object {
  const { id, name, labels, created, rules, servers: ids, selectors } = firewall;
  const direct = ids.map((server) => ({ type: 'server', server: { id: server } }));
  const selected = selectors.map((selector) => ({
    type: 'label_selector',
    label_selector: { selector },
    applied_to_resources: servers(store)
      .filter((server) => selects(selector, server))
      .map((server) => ({ type: 'server', server: { id: server.id } })),
  }));
  return { id, name, labels, created, rules, applied_to: [...direct, ...selected] };
}
