import { imageById, images } from '../catalogue/images.ts';
import { notFound } from '../errors.ts';
import { list, pageParameters } from '../list.ts';
import type { Route } from '../router.ts';

export function imageRoutes(): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/images',
      // `include_deprecated` changes nothing: none of the lab's images is deprecated.
      query: [
        ...pageParameters,
        'name',
        'type',
        'status',
        'architecture',
        'bound_to',
        'include_deprecated',
        'label_selector',
        'sort',
      ],
      handle: ({ query }) =>
        list(images, {
          key: 'images',
          query,
          filters: {
            name: ({ name }) => name,
            type: ({ type }) => type,
            status: ({ status }) => status,
            architecture: ({ architecture }) => architecture,
            bound_to: () => null,
          },
          labels: ({ labels }) => labels,
          sorts: { id: ({ id }) => id, name: ({ name }) => name, created: ({ created }) => created },
          view: (image) => image,
        }),
    },
    {
      method: 'GET',
      pattern: '/images/:id',
      handle: ({ params }) => {
        const image = imageById(Number(params.id));
        if (image === undefined) throw notFound('image', params.id ?? '');
        return { status: 200, body: { image } };
      },
    },
  ];
}
