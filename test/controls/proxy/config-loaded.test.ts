import { expect, it } from 'vitest';
import control from '../../../controls/proxy/config-loaded.ts';
import type { FactResults } from '../../../facts/index.ts';
import { judge } from '../../../policy/judge.ts';
import { devicesCrl, nginxConf, nginxUnit, siteFile } from '../../../proxy/paths.ts';
import { declaredTls, proxyConfig } from '../_exposed.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { LOADED_AT, master, running, worker } from './_processes.ts';

const unit = { load: 'loaded', file: 'enabled', active: 'active', sub: 'running', needsReload: false, activeSince: '' };
const nginx = (processes = running(), needsReload = false): FactResults => ({
  proxyProcesses: read(processes),
  proxyConfig: read(proxyConfig()),
  units: read({ [nginxUnit]: { ...unit, needsReload } }),
});
const changed = (changedAt: Record<string, number>) => nginx(running(undefined, changedAt));

it.each<Row>([
  { when: 'all files are older than the last reload', facts: nginx(), then: 'pass' },
  { when: 'a clock was rounded the other way', facts: changed({ [siteFile]: LOADED_AT + 0.05 }), then: 'pass' },
  {
    when: 'an old worker serves its last clients',
    facts: nginx(running([master, worker, { ...worker, role: 'leaving', startedAt: LOADED_AT - 3000 }])),
    then: 'pass',
  },
  { when: 'nginx.conf was changed since', facts: changed({ [nginxConf]: LOADED_AT + 1 }), then: 'fail' },
  { when: 'a device was revoked since', facts: changed({ [devicesCrl]: LOADED_AT + 60 }), then: 'fail' },
  {
    when: 'one worker is older than the change',
    facts: nginx(running([master, worker, { ...worker, startedAt: LOADED_AT - 30 }])),
    then: 'fail',
  },
  {
    when: 'it was started with another file',
    facts: nginx(running([{ ...master, title: 'nginx: master process nginx -c /tmp/nginx.conf' }, worker])),
    then: 'fail',
  },
  {
    when: 'it was started in another place',
    facts: nginx(running([{ ...master, title: 'nginx: master process nginx -p /tmp' }, worker])),
    then: 'fail',
  },
  { when: 'systemd knows an older sandbox', facts: nginx(running(), true), then: 'fail' },
  { when: 'there is no worker that serves', facts: nginx(running([master])), then: 'cannot-tell' },
  { when: 'there is no master', facts: nginx(running([worker])), then: 'cannot-tell' },
  {
    when: 'nginx reads something else as well',
    facts: { ...nginx(), proxyConfig: read({ ...proxyConfig(), unread: ['/etc/nginx/conf.d/*.conf'] }) },
    then: 'cannot-tell',
  },
  { when: 'nginx does not run', facts: { ...nginx(), proxyProcesses: unreadable() }, then: 'cannot-tell' },
  { when: 'systemd was not asked', facts: { ...nginx(), units: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declaredTls).status).toBe(then);
});
