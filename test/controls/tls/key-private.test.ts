import { expect, it } from 'vitest';
import control from '../../../controls/tls/key-private.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { declaredTls } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const LIVE = '/etc/letsencrypt/live/sclerite/privkey.pem';
const entry = (path: string, change: Partial<FileEntry> = {}): FileEntry => ({
  path,
  type: 'file',
  mode: '0600',
  owner: 'root',
  group: 'root',
  size: 241,
  ...change,
});
const link = entry(LIVE, { type: 'link', mode: '0777', target: '../../archive/sclerite/privkey2.pem' });
const keys = (...entries: FileEntry[]): FactResults => ({
  proxyKeys: read(Object.fromEntries([link, ...entries].map((one) => [one.path, one]))),
});
const OLD = '/etc/letsencrypt/archive/sclerite/privkey1.pem';
const NEW = '/etc/letsencrypt/archive/sclerite/privkey2.pem';

it.each<Row>([
  { when: 'all of them are private', facts: keys(entry(OLD), entry(NEW)), then: 'pass' },
  { when: 'everybody can read the key', facts: keys(entry(OLD), entry(NEW, { mode: '0644' })), then: 'fail' },
  { when: 'everybody can read an old key', facts: keys(entry(OLD, { mode: '0604' }), entry(NEW)), then: 'fail' },
  { when: 'a group can read it', facts: keys(entry(NEW, { mode: '0640', group: 'www-data' })), then: 'fail' },
  { when: 'it belongs to somebody else', facts: keys(entry(NEW, { owner: 'www-data' })), then: 'fail' },
  {
    when: 'a plain file in the place of the link is readable',
    facts: keys(entry(LIVE, { mode: '0644' })),
    then: 'fail',
  },
  { when: 'it could not be looked at', facts: keys(entry(NEW, { error: 'Input/output error' })), then: 'cannot-tell' },
  { when: 'there is none yet', facts: keys(), then: 'cannot-tell' },
  { when: 'the fact could not be read', facts: { proxyKeys: unreadable() }, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
