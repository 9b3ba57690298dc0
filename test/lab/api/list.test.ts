import fc from 'fast-check';
import { expect, it } from 'vitest';
import { list } from '../../../lab/api/list.ts';

interface Thing {
  readonly id: number;
  readonly name: string;
}
const things = (count: number): Thing[] =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, name: `thing-${count - at}` }));
const page = (query: string, records: Thing[] = things(60)) =>
  list(records, {
    key: 'things',
    query: new URLSearchParams(query),
    filters: { name: ({ name }) => name },
    sorts: { id: ({ id }) => id, name: ({ name }) => name },
    view: (thing) => thing,
  }).body as { things: Thing[]; meta: { pagination: Record<string, number | null> } };

it('shows 25 of them unless asked for more', () => {
  const { things: shown, meta } = page('');
  expect(shown.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  expect(meta.pagination).toEqual({
    page: 1,
    per_page: 25,
    previous_page: null,
    next_page: 2,
    last_page: 3,
    total_entries: 60,
  });
});

it('shows 50 at most', () => {
  expect(page('per_page=1000').things).toHaveLength(50);
});

it('shows nothing behind the last page, and says where it is', () => {
  const { things: shown, meta } = page('page=9');
  expect(shown).toEqual([]);
  expect(meta.pagination).toMatchObject({ page: 9, next_page: null, last_page: 3, total_entries: 60 });
});

it('says that an empty list has one page', () => {
  expect(page('', []).meta.pagination).toMatchObject({ next_page: null, last_page: 1, total_entries: 0 });
});

it('filters by the whole name', () => {
  expect(page('name=thing-1').things).toEqual([{ id: 60, name: 'thing-1' }]);
  expect(page('name=thing').things).toEqual([]);
});

it('sorts in either direction', () => {
  expect(page('sort=id:desc&per_page=2').things.map(({ id }) => id)).toEqual([60, 59]);
  expect(page('sort=name&per_page=2').things.map(({ name }) => name)).toEqual(['thing-1', 'thing-10']);
});

it.each(['page=0', 'page=-1', 'page=x', 'per_page=0', 'sort=colour', 'sort=id:sideways'])('refuses %s', (query) => {
  expect(() => page(query)).toThrow(expect.objectContaining({ status: 422, code: 'invalid_input' }));
});

it('shows everything once when followed from page to page', () => {
  fc.assert(
    fc.property(fc.nat(130), fc.integer({ min: 1, max: 50 }), (count, perPage) => {
      const records = things(count);
      const seen: number[] = [];
      let next: number | null = 1;
      while (next !== null) {
        const { things: shown, meta } = page(`page=${next}&per_page=${perPage}`, records);
        seen.push(...shown.map(({ id }) => id));
        next = meta.pagination.next_page ?? null;
      }
      expect(seen).toEqual(records.map(({ id }) => id));
    }),
    { numRuns: 50 },
  );
});
