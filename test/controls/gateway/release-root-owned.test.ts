import { expect, it } from 'vitest';
import control from '../../../controls/gateway/release-root-owned.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const folder = (over: Partial<FileEntry> = {}): FileEntry => ({
  path: '',
  type: 'directory',
  mode: '0755',
  owner: 'root',
  group: 'root',
  size: 1,
  ...over,
});
const facts = (over: Partial<FileEntry>, ...foreign: string[]) => ({
  releaseLink: read({ '/opt/openclaw': folder(), '/opt/openclaw/releases': folder(over) }),
  releaseOwners: read(foreign),
});

it.each<Row>([
  { when: "everything is root's", facts: facts({}), then: 'pass' },
  { when: "a file is the gateway's", facts: facts({}, '/opt/openclaw/releases/x/y.js'), then: 'fail' },
  { when: 'the gateway owns the folder of releases', facts: facts({ owner: 'openclaw' }), then: 'fail' },
  { when: 'everybody may write to it', facts: facts({ mode: '0777' }), then: 'fail' },
  { when: 'its group may write to it', facts: facts({ mode: '0775' }), then: 'fail' },
  {
    when: 'one folder could not be looked at',
    facts: facts({ mode: '', error: 'Input/output error' }),
    then: 'cannot-tell',
  },
  { when: 'one folder is not there', facts: facts({ type: 'absent', mode: '', owner: '' }), then: 'cannot-tell' },
  { when: 'nobody searched the files', facts: { ...facts({}), releaseOwners: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
