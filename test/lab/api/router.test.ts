import { expect, it } from 'vitest';
import { type Route, Router } from '../../../lab/api/router.ts';

const route = (method: Route['method'], pattern: string): Route => ({
  method,
  pattern,
  handle: () => ({ status: 200 }),
});
const router = new Router([
  route('GET', '/servers'),
  route('POST', '/servers'),
  route('GET', '/servers/:id'),
  route('GET', '/servers/actions'),
  route('GET', '/servers/:id/actions/:action'),
  route('POST', '/servers/:id/actions/poweron'),
]);

it.each([
  { when: 'a list', method: 'GET', path: '/servers', pattern: '/servers', params: {} },
  { when: 'another verb of the same path', method: 'POST', path: '/servers', pattern: '/servers', params: {} },
  { when: 'a parameter', method: 'GET', path: '/servers/42', pattern: '/servers/:id', params: { id: '42' } },
  {
    when: 'a literal that a parameter would match, too',
    method: 'GET',
    path: '/servers/actions',
    pattern: '/servers/actions',
    params: {},
  },
  {
    when: 'two parameters',
    method: 'GET',
    path: '/servers/1/actions/2',
    pattern: '/servers/:id/actions/:action',
    params: { id: '1', action: '2' },
  },
  {
    when: 'a literal behind a parameter',
    method: 'POST',
    path: '/servers/1/actions/poweron',
    pattern: '/servers/:id/actions/poweron',
    params: { id: '1' },
  },
])('$when', ({ method, path, pattern, params }) => {
  const match = router.match(method, path);
  expect(match).toMatchObject({ kind: 'route', route: { pattern }, params });
});

it.each(['/', '/server', '/servers/', '/servers//actions/poweron', '/servers/1/actions', '/servers/1/actions/2/3'])(
  'knows no %s',
  (path) => {
    expect(router.match('GET', path)).toEqual({ kind: 'unknown-path' });
  },
);

it('tells which verbs a path has', () => {
  expect(router.match('DELETE', '/servers')).toEqual({ kind: 'wrong-verb', allowed: ['GET', 'POST'] });
});

it('refuses two handlers for the same request', () => {
  expect(() => new Router([route('GET', '/a/:x'), route('GET', '/a/:y')])).toThrow('two routes for GET /a/:y');
});
