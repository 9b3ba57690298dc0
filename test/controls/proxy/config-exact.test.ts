import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import control from '../../../controls/proxy/config-exact.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { proxyWishes } from '../../../proxy/wishes.ts';
import { declared as plain } from '../../cloud-init/declared.ts';
import { declared as exposed } from '../../proxy/_input.ts';
import { type Row, read, unreadable } from '../_facts.ts';

const declared = exposed('tls');
const NGINX = '/etc/nginx/nginx.conf';

/** A server as it is wanted, with one entry changed. */
function host(path = '', change: Partial<FileEntry> = {}): FactResults {
  const { files = [], directories = [] } = proxyWishes(declared);
  const entries: FileEntry[] = [
    ...files.map(({ path: at, mode, owner, group, content }) => ({
      ...{ path: at, type: 'file' as const, mode, owner, group, size: content.length },
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    ...directories.map(({ path: at, mode, owner, group }) => ({
      ...{ path: at, type: 'directory' as const, mode, owner, group, size: 0 },
    })),
  ];
  const changed = entries.map((entry) => (entry.path === path ? { ...entry, ...change } : entry));
  return { hostFiles: read(Object.fromEntries(changed.map((entry) => [entry.path, entry]))) };
}

it.each<Row>([
  { when: 'all is as wanted', facts: host(), then: 'pass' },
  { when: 'a line was added to nginx.conf', facts: host(NGINX, { sha256: 'f'.repeat(64) }), then: 'fail' },
  { when: 'its group may write it', facts: host(NGINX, { mode: '0664' }), then: 'fail' },
  {
    when: 'the certificate program is somebody else’s',
    facts: host('/usr/local/libexec/sclerite/certificate', { owner: 'openclaw' }),
    then: 'fail',
  },
  {
    when: 'the sandbox is gone',
    facts: host('/etc/systemd/system/nginx.service.d/sclerite.conf', {
      type: 'absent',
      mode: '',
      owner: '',
      group: '',
    }),
    then: 'fail',
  },
  {
    when: 'everybody may write where the site is switched on',
    facts: host('/var/lib/sclerite/proxy', { mode: '0777' }),
    then: 'fail',
  },
  { when: 'a file could not be read', facts: host(NGINX, { error: 'Input/output error' }), then: 'cannot-tell' },
  { when: 'nothing could be looked at', facts: { hostFiles: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});

it('has nothing to say where nothing is exposed, and still wants nginx stopped', () => {
  expect(control.appliesTo?.(plain)).toBe(false);
  expect(control.appliesTo?.(declared)).toBe(true);
  expect(control.wants?.(plain).units?.[0]).toMatchObject({ name: 'nginx.service', active: false });
});
