import { type Location, locations } from '../catalogue/locations.ts';
import { notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import type { Route } from '../router.ts';

export function locationRoutes(): Route[] {
  const view = (location: Location): object => location;
  return [
    {
      method: 'GET',
      pattern: '/locations',
      query: [...pageParameters, 'name', 'sort'],
      handle: ({ query }) =>
        list(locations, {
          key: 'locations',
          query,
          filters: { name: ({ name }) => name },
          sorts: { id: ({ id }) => id, name: ({ name }) => name },
          view,
        }),
    },
    {
      method: 'GET',
      pattern: '/locations/:id',
      handle: ({ params }) => {
        const location = locations.find(({ id }) => String(id) === params.id);
        if (location === undefined) throw notFound('location', params.id ?? '');
        return { status: 200, body: { location } };
      },
    },
  ];
}
