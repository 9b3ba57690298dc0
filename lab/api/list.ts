/** Lists: exact filters, label selectors, sorting, pages; the same for every resource. */
import { invalidInput } from './errors.ts';
import { type Labels, parseSelector } from './labels.ts';
import type { Reply } from './router.ts';

export interface ListRules<T> {
  /** The key of the array in the reply, e.g. `servers`. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** Query parameter -> what an object must equal in it. Compared as text, and exactly: no prefixes, no case folding. */
  readonly filters: Readonly<Record<string, (record: T) => string | null | undefined>>;
  /** Left out: the resource has no labels, and a `label_selector` is refused by the route's list of parameters. */
  readonly labels?: (record: T) => Labels;
  /** Sort field -> the value to sort by. The default order is the order of creation. */
  readonly sorts?: Readonly<Record<string, (record: T) => string | number>>;
  /** @default 50, as nearly everywhere */
  readonly largestPage?: number;
  readonly view: (record: T) => object;
}

/** The parameters every list takes. */
export const pageParameters = ['page', 'per_page'] as const;

const defaultPerPage = 25;
const largestPerPage = 50;

/** @throws ApiError 422 invalid_input naming the parameter */
export function list<T>(records: Iterable<T>, rules: ListRules<T>): Reply {
  const kept = sort(filter([...records], rules), rules);
  const page = positive(rules.query, 'page', 1);
  const perPage = Math.min(positive(rules.query, 'per_page', defaultPerPage), rules.largestPage ?? largestPerPage);
  const lastPage = Math.max(1, Math.ceil(kept.length / perPage));
  const shown = kept.slice((page - 1) * perPage, page * perPage);
  const pagination = {
    page,
    per_page: perPage,
    previous_page: page > 1 ? page - 1 : null,
    next_page: page < lastPage ? page + 1 : null,
    last_page: lastPage,
    total_entries: kept.length,
  };
  return { status: 200, body: { [rules.key]: shown.map(rules.view), meta: { pagination } } };
}

function filter<T>(records: T[], rules: ListRules<T>): T[] {
  let kept = records;
  for (const [parameter, read] of Object.entries(rules.filters)) {
    const wanted = rules.query.getAll(parameter);
    if (wanted.length > 0) kept = kept.filter((record) => wanted.includes(read(record) ?? ''));
  }
  const selector = rules.query.get('label_selector');
  const labelsOf = rules.labels;
  if (selector !== null && selector !== '' && labelsOf !== undefined) {
    const holds = parseSelector(selector);
    kept = kept.filter((record) => holds(labelsOf(record)));
  }
  return kept;
}

function sort<T>(records: T[], rules: ListRules<T>): T[] {
  const orders = rules.query.getAll('sort').map((text) => {
    const [field = '', direction = 'asc'] = text.split(':');
    const read = rules.sorts?.[field];
    if (read === undefined || !['asc', 'desc'].includes(direction)) {
      throw invalidInput({
        sort: [`'${text}' is not one of ${Object.keys(rules.sorts ?? {}).join(', ')}, with :asc or :desc`],
      });
    }
    return { read, sign: direction === 'asc' ? 1 : -1 };
  });
  if (orders.length === 0) return records;
  return records.sort((a, b) => {
    for (const { read, sign } of orders) {
      const [left, right] = [read(a), read(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

function positive(query: URLSearchParams, parameter: string, fallback: number): number {
  const text = query.get(parameter);
  if (text === null) return fallback;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw invalidInput({ [parameter]: [`'${text}' is not a positive integer`] });
  return Number(text);
}
