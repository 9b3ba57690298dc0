import { describe, expect, it } from 'vitest';
import { pairRequest } from '../../scripts/_pair-request.ts';

const servers = ['gateway', 'second'];

describe('the words after ./sclerite pair', () => {
  it.each([
    { words: [], then: { server: undefined, action: 'list' } },
    { words: ['gateway'], then: { server: 'gateway', action: 'list' } },
    { words: ['second', 'list'], then: { server: 'second', action: 'list' } },
    { words: ['approve', '82f0'], then: { server: undefined, action: 'approve', id: '82f0' } },
    {
      words: ['gateway', 'approve', '82f0347a-7a0e'],
      then: { server: 'gateway', action: 'approve', id: '82f0347a-7a0e' },
    },
    { words: ['gateway', 'remove', 'c04c'], then: { server: 'gateway', action: 'remove', id: 'c04c' } },
  ])('$words', ({ words, then }) => {
    expect(pairRequest(words, servers)).toEqual(then);
  });

  it('takes a server for a server, whatever it is called', () => {
    expect(pairRequest(['list', 'approve', 'a1'], ['list'])).toEqual({ server: 'list', action: 'approve', id: 'a1' });
  });

  it.each([
    { words: ['gatewy'], says: /did you mean "gateway"/ },
    { words: ['gateway', 'aprove', 'x'], says: /did you mean "approve"/ },
    { words: ['gateway', 'approve'], says: /about one request, and got none/ },
    { words: ['gateway', 'approve', 'a', 'b'], says: /got 2/ },
    { words: ['gateway', 'remove'], says: /about one device/ },
    { words: ['gateway', 'list', 'x'], says: /takes no further word/ },
    { words: ['gateway', 'approve', '--latest'], says: /no id/ },
    { words: ['gateway', 'approve', 'a;b'], says: /no id/ },
  ])('$words is refused', ({ words, says }) => {
    const refused = () => pairRequest(words, servers);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 64 }));
    try {
      refused();
    } catch (error) {
      const { message, next } = error as { message: string; next: string };
      expect(`${message} ${next}`).toMatch(says);
    }
  });
});
