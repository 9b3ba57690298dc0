import { serverTypeById, serverTypes } from '../catalogue/server-types.ts';
import { notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import type { Route } from '../router.ts';

export function serverTypeRoutes(): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/server_types',
      query: [...pageParameters, 'name'],
      handle: ({ query }) =>
        list(serverTypes, { key: 'server_types', query, filters: { name: ({ name }) => name }, view: (type) => type }),
    },
    {
      method: 'GET',
      pattern: '/server_types/:id',
      handle: ({ params }) => {
        const type = serverTypeById(Number(params.id));
        if (type === undefined) throw notFound('server type', params.id ?? '');
        return { status: 200, body: { server_type: type } };
      },
    },
  ];
}
