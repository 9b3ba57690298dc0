import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Store } from '../../../lab/api/store.ts';
import { scratch } from './_lab.ts';

interface Thing {
  readonly id: number;
  name: string;
}

it('comes back with what was flushed, ids included', async () => {
  const directory = scratch();
  const before = await Store.open(directory);
  const kept = before.collection<Thing>('things').insert({ id: before.takeId(), name: 'kept' });
  before.setCursor('ipv4', '7');
  await before.close();
  const after = await Store.open(directory);
  expect([...after.collection<Thing>('things').all()]).toEqual([kept]);
  expect(after.cursor('ipv4')).toBe('7');
  expect(after.takeId()).toBe(kept.id + 1);
  await after.close();
});

it('keeps its file and folder from other users', async () => {
  const directory = join(scratch(), 'deep', 'state');
  const store = await Store.open(directory);
  store.touch();
  await store.flush();
  expect(statSync(join(directory, 'state.json')).mode & 0o777).toBe(0o600);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  await store.close();
});

it('has every change on disk once flush resolves, also with many callers at once', async () => {
  const directory = scratch();
  const store = await Store.open(directory);
  const things = store.collection<Thing>('things');
  await Promise.all(
    Array.from({ length: 40 }, async (_, at) => {
      const thing = things.insert({ id: store.takeId(), name: `thing-${at}` });
      await store.flush();
      expect(readFileSync(join(directory, 'state.json'), 'utf8')).toContain(`"id":${thing.id},`);
    }),
  );
  await store.close();
});

it('never gives an id twice, whatever is removed and however often it is opened again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('insert', 'remove last', 'reopen'), { maxLength: 30 }), async (steps) => {
      const directory = scratch();
      let store = await Store.open(directory);
      const seen = new Set<number>();
      for (const step of steps) {
        const things = store.collection<Thing>('things');
        const last = [...things.all()].at(-1);
        if (step === 'insert') {
          const id = store.takeId();
          expect(seen.has(id)).toBe(false);
          seen.add(id);
          things.insert({ id, name: 'x' });
        } else if (step === 'remove last' && last !== undefined) {
          things.remove(last.id);
        } else if (step === 'reopen') {
          await store.close();
          store = await Store.open(directory);
        }
      }
      await store.close();
    }),
    { numRuns: 25 },
  );
});

it('keeps what it derived until something changes', async () => {
  const store = await Store.open(scratch());
  let computed = 0;
  const derived = () => store.derived('count', () => ++computed);
  expect([derived(), derived()]).toEqual([1, 1]);
  store.touch();
  expect(derived()).toBe(2);
  await store.close();
});

it.each([
  { when: 'cut off in the middle', text: '{"schemaVersion":1,"nextId":10', why: /JSON/ },
  { when: 'empty', text: '', why: /JSON/ },
  {
    when: 'of another version',
    text: '{"schemaVersion":9,"nextId":1,"cursors":{},"collections":{}}',
    why: /schemaVersion/,
  },
  { when: 'without a counter', text: '{"schemaVersion":1,"cursors":{},"collections":{}}', why: /nextId/ },
  {
    when: 'with an object that has no id',
    text: '{"schemaVersion":1,"nextId":1,"cursors":{},"collections":{"servers":[{"name":"x"}]}}',
    why: /collections.servers.0.id/,
  },
])('refuses a state file that is $when, says what to do, and leaves it alone', async ({ text, why }) => {
  const directory = scratch();
  const path = join(directory, 'state.json');
  writeFileSync(path, text);
  const refusal = await Store.open(directory).then(
    () => expect.fail('it opened'),
    (error: Error) => error,
  );
  expect(refusal.message).toContain(`Cannot use the lab's state file ${path}.  [E_LAB_STATE_DAMAGED]`);
  expect(refusal.message).toMatch(why);
  expect(refusal.message).toContain(`cp ${join(directory, 'state.previous.json')} ${path}`);
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(existsSync(join(directory, 'state.lock'))).toBe(false);
});

it('can be repaired as the refusal says', async () => {
  const directory = scratch();
  const path = join(directory, 'state.json');
  const first = await Store.open(directory);
  first.collection<Thing>('things').insert({ id: first.takeId(), name: 'kept' });
  await first.close();
  await (await Store.open(directory)).close(); // writes state.previous.json
  writeFileSync(path, 'garbage');
  await expect(Store.open(directory)).rejects.toThrow('E_LAB_STATE_DAMAGED');
  copyFileSync(join(directory, 'state.previous.json'), path);
  const repaired = await Store.open(directory);
  expect(repaired.collection<Thing>('things').find(({ name }) => name === 'kept')).toBeDefined();
  await repaired.close();
});

it('belongs to one process at a time', async () => {
  const directory = scratch();
  const store = await Store.open(directory);
  await expect(Store.open(directory)).rejects.toThrow(`in use by process ${process.pid}`);
  await store.close();
  await (await Store.open(directory)).close();
});

it('takes over from a process that is gone, even when its pid is in use again', async () => {
  const directory = scratch();
  writeFileSync(join(directory, 'state.lock'), `${process.pid} 1\n`); // this pid, started at another time
  await (await Store.open(directory)).close();
});
