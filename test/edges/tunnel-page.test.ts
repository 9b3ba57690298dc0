import { describe, expect, it } from 'vitest';
import { sorryPage } from '../../edges/tunnel-page.ts';
import { KitError } from '../../policy/errors.ts';

const error = new KitError({ code: 'E_FORWARD_REFUSED', what: 'Nothing answers.', why: 'it said no.', next: 'look.' });

describe('the page of a tunnel that leads nowhere', () => {
  it('is an HTTP answer with what happened, why and what next', () => {
    const [head = '', body = ''] = sorryPage('gateway', error).split('\r\n\r\n');
    expect(head.split('\r\n')).toEqual([
      'HTTP/1.1 503 Service Unavailable',
      'Content-Type: text/plain; charset=utf-8',
      'X-Content-Type-Options: nosniff',
      'Cache-Control: no-store',
      'Retry-After: 5',
      `Content-Length: ${body.length}`,
      'Connection: close',
    ]);
    expect(body).toBe(
      "Sclerite's tunnel to gateway is open, but there is no gateway behind it.\n\nNothing answers.\nit said no.\nNext: look.\n",
    );
  });

  it.each([
    { when: 'an error nobody foresaw', thrown: new Error('Größe'), words: 'The tunnel to gateway broke.\nGröße\n' },
    { when: 'something that is no error', thrown: 'odd', words: 'The tunnel to gateway broke.\nodd\n' },
  ])('tells $when, with its length in bytes', ({ thrown, words }) => {
    const [head = '', body = ''] = sorryPage('gateway', thrown).split('\r\n\r\n');
    expect(body.endsWith(words)).toBe(true);
    expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}\r\n`);
  });

  it('lets no words of the server become headers or move a cursor', () => {
    const page = sorryPage('gateway', new Error('\r\n\r\n\u001b[2JSet-Cookie: a=b'));
    expect(page.split('\r\n\r\n')).toHaveLength(2);
    expect(page).not.toContain('\u001b');
  });
});
