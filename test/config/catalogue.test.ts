import { describe, expect, it } from 'vitest';
import { checkCatalogue } from '../../config/catalogue.ts';
import type { Config, ServerConfig } from '../../config/config.ts';

const catalogue = {
  types: [
    { name: 'cx23', locations: ['fsn1', 'nbg1'] },
    { name: 'cpx22', locations: ['ash', 'nbg1'] },
  ],
  locations: ['ash', 'fsn1', 'nbg1'],
  images: ['debian-12', 'debian-13'],
};
const check = (server: Partial<ServerConfig>) =>
  checkCatalogue(
    {
      servers: [{ name: 'a', type: 'cx23', location: 'nbg1', image: 'debian-13', labels: {}, ...server }],
    } as unknown as Config,
    catalogue,
  );

describe('what the API does not have', () => {
  it('is nothing when everything is there', () => expect(check({})).toEqual([]));

  it.each([
    { when: 'an old type', server: { type: 'cx22' }, path: 'servers[0].type', next: 'did you mean "cx23"?' },
    {
      when: 'a typo in the location',
      server: { location: 'ngb1' },
      path: 'servers[0].location',
      next: 'did you mean "nbg1"?',
    },
    { when: 'a datacenter', server: { location: 'nbg1-dc3' }, path: 'servers[0].location', next: expect.any(String) },
    {
      when: 'a type not offered there',
      server: { location: 'ash' },
      path: 'servers[0].type',
      next: 'it is in fsn1, nbg1; ash has cpx22',
    },
  ])('$when', ({ server, path, next }) => {
    expect(check(server)).toEqual([expect.objectContaining({ path, next })]);
  });

  it('names every mistake of a server at once', () => {
    expect(check({ type: 'x', location: 'y' }).map(({ path }) => path)).toEqual([
      'servers[0].type',
      'servers[0].location',
    ]);
  });
});
