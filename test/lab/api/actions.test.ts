import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Actions } from '../../../lab/api/actions.ts';
import { Store } from '../../../lab/api/store.ts';
import { NoneDriver } from '../../../lab/drivers/none.ts';
import { scratch, startLab, startLabWith } from './_lab.ts';

const server = (id: number) => [{ type: 'server', id }] as const;

async function engine(delayMs = 0, directory = scratch()) {
  const store = await Store.open(directory);
  const lines: string[] = [];
  const actions = new Actions({ store, now: () => new Date(), delayMs, log: (line) => lines.push(line) });
  const settled = async (id: number) => {
    while (actions.records.get(id)?.status === 'running') await sleep(1);
    return actions.records.get(id);
  };
  return { store, actions, settled, lines };
}

it('runs, progresses and finishes', async () => {
  const { actions, settled } = await engine(5);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  actions.on('start_server', () => held);
  const action = actions.start('start_server', server(1));
  expect(action).toMatchObject({ status: 'running', progress: 0, finished: null, error: null });
  await sleep(20);
  expect(action).toMatchObject({ status: 'running', progress: 50 });
  release();
  expect(await settled(action.id)).toMatchObject({ status: 'success', progress: 100, error: null });
  expect(action.finished).not.toBeNull();
});

it('carries the words of what failed', async () => {
  const { actions, settled, lines } = await engine();
  actions.on('start_server', async () => {
    throw new Error('no such image on this machine: debian-12');
  });
  const action = await settled(actions.start('start_server', server(1)).id);
  expect(action).toMatchObject({
    status: 'error',
    error: { code: 'action_failed', message: 'no such image on this machine: debian-12' },
  });
  expect(lines.join()).toContain('debian-12');
});

it('waits for the action before it, and fails with it', async () => {
  const { actions, settled } = await engine();
  const order: string[] = [];
  actions.on('create_server', async (action) => {
    await sleep(10);
    order.push('create');
    if (action.params.isBad === true) throw new Error('no disk');
  });
  actions.on('start_server', async () => void order.push('start'));
  const good = actions.start('create_server', server(1));
  await settled(actions.start('start_server', server(1), { after: good }).id);
  expect(order).toEqual(['create', 'start']);
  const bad = actions.start('create_server', server(2), { params: { isBad: true } });
  const second = await settled(actions.start('start_server', server(2), { after: bad }).id);
  expect(second?.error?.message).toBe('create_server failed before: no disk');
  expect(order).toEqual(['create', 'start', 'create']);
});

it('locks its subject while it runs, and nothing else', async () => {
  const { actions, settled } = await engine(5);
  actions.on('start_server', async () => {});
  const action = actions.start('start_server', server(1));
  expect(() => actions.requireUnlocked({ type: 'server', id: 1 })).toThrow(
    expect.objectContaining({ status: 423, code: 'locked' }),
  );
  expect(actions.isLocked({ type: 'server', id: 2 })).toBe(false);
  expect(actions.isLocked({ type: 'volume', id: 1 })).toBe(false);
  await settled(action.id);
  expect(actions.isLocked({ type: 'server', id: 1 })).toBe(false);
});

it('runs what was interrupted again after a restart', async () => {
  const directory = scratch();
  const before = await engine(0, directory);
  before.actions.on('create_server', () => new Promise(() => {}));
  before.actions.on('start_server', async () => {});
  const created = before.actions.start('create_server', server(1), { params: { size: 7 } });
  const started = before.actions.start('start_server', server(1), { after: created });
  await before.store.flush();
  await before.actions.settle(5); // as far as a killed process gets
  await before.store.close();

  const after = await engine(0, directory);
  const order: unknown[] = [];
  after.actions.on('create_server', async (action) => void order.push(action.params.size));
  after.actions.on('start_server', async () => void order.push('start'));
  after.actions.resume();
  expect(await after.settled(created.id)).toMatchObject({ status: 'success' });
  expect(await after.settled(started.id)).toMatchObject({ status: 'success' });
  expect(order).toEqual([7, 'start']);
});

it('fails an interrupted action that this version does not know', async () => {
  const directory = scratch();
  const before = await engine(50, directory);
  before.actions.on('dance', async () => {});
  const { id } = before.actions.start('dance', server(1));
  await before.actions.settle(1);
  await before.store.close();
  const after = await engine(0, directory);
  after.actions.resume();
  expect((await after.settled(id))?.error?.message).toBe('this version of the lab cannot resume it');
});

it('tells by id, and only by id', async () => {
  const lab = await startLab();
  const { action } = await lab.post('/servers', { name: 'a', server_type: 'cx23', image: 'debian-13' });
  const next = await lab.server();
  expect((await lab.get(`/actions?id=${action.id}`)).actions).toMatchObject([
    { id: action.id, command: 'create_server' },
  ]);
  const own = (await lab.get(`/servers/${next.id}/actions?sort=id:desc`)).actions;
  expect(own.map(({ command }: { command: string }) => command)).toEqual(['start_server', 'create_server']);
  expect(await lab.call('GET', '/actions')).toMatchObject({ status: 422, body: { error: { code: 'invalid_input' } } });
  expect(await lab.call('GET', `/servers/${next.id}/actions/${action.id}`)).toMatchObject({ status: 404 });
});

it('outlives the server it worked on', async () => {
  const lab = await startLab();
  const { id } = await lab.server();
  const { action } = (await lab.call('DELETE', `/servers/${id}`)).body;
  expect(await lab.settled(action)).toMatchObject({
    command: 'delete_server',
    status: 'success',
    resources: [{ id, type: 'server' }],
  });
  expect((await lab.call('GET', `/servers/${id}`)).status).toBe(404);
  expect((await lab.get(`/actions/${action.id}`)).action.status).toBe('success');
});

/** A driver whose machine does not finish starting before it is released: the moment a lab is killed at. */
class SlowDriver extends NoneDriver {
  release = () => {};
  readonly #released = new Promise<void>((resolve) => {
    this.release = resolve;
  });
  override async start(...args: Parameters<NoneDriver['start']>): Promise<void> {
    await this.#released;
    await super.start(...args);
  }
}

it('fails an interrupted start honestly when the machine is gone, and shows the server as off', async () => {
  const slow = await startLabWith(new SlowDriver());
  const created = await slow.post('/servers', { name: 'a', server_type: 'cx23', image: 'debian-13' });
  await slow.settled(created.action);
  await slow.api.cloud.store.flush();
  const copy = scratch();
  copyFileSync(join(slow.stateDir, 'state.json'), join(copy, 'state.json'));
  slow.driver.release();
  const lab = await startLab({ stateDir: copy }); // the new process's paper driver knows no machine
  const start = await lab.settled(created.next_actions[0]);
  expect(start).toMatchObject({ status: 'error', error: { message: expect.stringContaining('there is no machine') } });
  expect((await lab.get(`/servers/${created.server.id}`)).server.status).toBe('off');
});
