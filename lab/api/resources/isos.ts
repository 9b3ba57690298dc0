import { isos } from '../catalogue/isos.ts';
import { notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import type { Route } from '../router.ts';

export function isoRoutes(): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/isos',
      query: [...pageParameters, 'name', 'architecture', 'include_architecture_wildcard'],
      handle: ({ query }) =>
        list(isos, {
          key: 'isos',
          query,
          filters: { name: ({ name }) => name, architecture: ({ architecture }) => architecture },
          view: (iso) => iso,
        }),
    },
    {
      method: 'GET',
      pattern: '/isos/:id',
      handle: ({ params }) => {
        const iso = isos.find(({ id }) => String(id) === params.id);
        if (iso === undefined) throw notFound('ISO', params.id ?? '');
        return { status: 200, body: { iso } };
      },
    },
  ];
}
