import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { hits, readControl } from '../../../lab/acme/control.ts';

const dir = mkdtempSync(join(tmpdir(), 'lab-control-'));
const path = join(dir, 'control.json');
afterAll(() => rmSync(dir, { recursive: true }));

describe('readControl', () => {
  it('is nothing without a file', () => expect(readControl(join(dir, 'none'))).toEqual({}));

  it.each([
    { when: 'a field is not known', text: '{"fault":{"connection":"reset"}}' },
    { when: 'a refusal has no words', text: '{"fault":{"status":429,"type":"rateLimited"}}' },
    { when: 'the status is no refusal', text: '{"fault":{"status":200,"type":"x","detail":"y"}}' },
    { when: 'certificates would last no time', text: '{"validitySeconds":0}' },
    { when: 'it is not JSON', text: '{' },
  ])('is refused, with the file named, when $when', ({ text }) => {
    writeFileSync(path, text);
    expect(() => readControl(path)).toThrowError(
      expect.objectContaining({ code: 'E_LAB_AUTHORITY', message: expect.stringContaining(path) }),
    );
  });
});

describe('hits', () => {
  const refusal = { status: 429, type: 'rateLimited', detail: 'enough' };
  it.each([
    { when: 'no place is named and something is posted', fault: refusal, request: ['POST', '/chalZ/1'], then: true },
    { when: 'no place is named and the directory is read', fault: refusal, request: ['GET', '/dir'], then: false },
    { when: 'it is the place', fault: { ...refusal, at: 'newOrder' }, request: ['POST', '/order-plz'], then: true },
    { when: 'it is another', fault: { ...refusal, at: 'newOrder' }, request: ['POST', '/sign-me-up'], then: false },
    { when: 'every connection is', fault: { connections: 'reset' }, request: ['GET', '/dir'], then: true },
  ] as const)('$then when $when', ({ fault, request: [method, url], then }) => {
    expect(hits(fault, method, url)).toBe(then);
  });
});
