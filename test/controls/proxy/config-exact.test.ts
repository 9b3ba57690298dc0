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

/** The same with one more entry where nginx looks for its site. */
function besides(entry: Partial<FileEntry> & Pick<FileEntry, 'path'>): FactResults {
  const { hostFiles } = host();
  if (!hostFiles?.ok) throw new Error('there are no files to add to');
  const whole = { type: 'file' as const, mode: '0644', owner: 'root', group: 'root', size: 1, ...entry };
  return { hostFiles: read({ ...hostFiles.value, [entry.path]: whole }) };
}
const LINK = '/var/lib/sclerite/proxy/site.conf';

it.each<Row>([
  { when: 'all is as wanted', facts: host(), then: 'pass' },
  {
    when: 'the site is switched on',
    facts: besides({ path: LINK, type: 'link', target: '/etc/nginx/sclerite-site.conf' }),
    then: 'pass',
  },
  { when: 'its link leads elsewhere', facts: besides({ path: LINK, type: 'link', target: '/tmp/x' }), then: 'fail' },
  { when: 'a file lies in the place of its link', facts: besides({ path: LINK }), then: 'fail' },
  { when: 'a second site lies beside it', facts: besides({ path: '/var/lib/sclerite/proxy/z.conf' }), then: 'fail' },
  {
    when: 'what lies there cannot be looked at',
    facts: besides({ path: '/var/lib/sclerite/proxy/z.conf', error: 'Input/output error' }),
    then: 'cannot-tell',
  },
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
