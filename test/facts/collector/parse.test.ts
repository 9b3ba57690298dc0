import { expect, it } from 'vitest';
import { parseDocument } from '../../../facts/collector/parse.ts';
import { KitError } from '../../../policy/errors.ts';

const document = {
  now: 1_795_417_298,
  host: { name: 'gateway', kernel: '6.12.0' },
  digest: 'abc',
  readings: { x: { kind: 'files', entries: [], at: 1, ms: 2 } },
};
const framed = (body: string, version = '1', bytes = Buffer.byteLength(body)) =>
  `sclerite-facts ${version} ${bytes}\n${body}`;
const codeOf = (text: string) => {
  try {
    parseDocument(text);
  } catch (error) {
    if (error instanceof KitError) return error.code;
    throw error;
  }
  return 'none';
};

it('takes the frame off', () => {
  expect(parseDocument(framed(JSON.stringify(document)))).toEqual(document);
});

it('counts bytes, not characters', () => {
  const body = JSON.stringify({ ...document, host: { name: 'größer', kernel: '6' } });
  expect(parseDocument(framed(body)).host.name).toBe('größer');
});

it.each([
  { when: 'nothing came', text: '', then: 'E_FACTS_NONE' },
  { when: 'something else came', text: 'Welcome to Debian', then: 'E_FACTS_NONE' },
  { when: 'a greeting came first', text: `hello\n${framed('{}')}`, then: 'E_FACTS_NONE' },
  { when: 'another version speaks', text: framed('{}', '2'), then: 'E_FACTS_VERSION' },
  { when: 'the end is missing', text: framed(JSON.stringify(document)).slice(0, -5), then: 'E_FACTS_TRUNCATED' },
  { when: 'something was appended', text: `${framed(JSON.stringify(document))}\n`, then: 'E_FACTS_TRUNCATED' },
  { when: 'it is no JSON', text: framed('{now'), then: 'E_FACTS_DAMAGED' },
  { when: 'it is other JSON', text: framed('[]'), then: 'E_FACTS_DAMAGED' },
  { when: 'a part is missing', text: framed(JSON.stringify({ ...document, now: undefined })), then: 'E_FACTS_DAMAGED' },
  {
    when: 'a reading has no time',
    text: framed(JSON.stringify({ ...document, readings: { x: { kind: 'files' } } })),
    then: 'E_FACTS_DAMAGED',
  },
])('$when -> $then', ({ text, then }) => {
  expect(codeOf(text)).toBe(then);
});
