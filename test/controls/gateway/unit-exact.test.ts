import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import control from '../../../controls/gateway/unit-exact.ts';
import type { FileEntry } from '../../../facts/fact.ts';
import type { UnitState } from '../../../facts/units.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const PATH = '/etc/systemd/system/openclaw-gateway.service';
const content = control.wants?.(declared).files?.find(({ path }) => path === PATH)?.content ?? '';
const ours = createHash('sha256').update(content).digest('hex');

const facts = (over: { sha256?: string; fragment?: string; dropIns?: string[]; needsReload?: boolean }) => ({
  hostFiles: read({ [PATH]: { sha256: 'sha256' in over ? over.sha256 : ours } as FileEntry }),
  gatewayUnit: read({ fragment: over.fragment ?? PATH, dropIns: over.dropIns ?? [] }),
  units: read({ 'openclaw-gateway.service': { needsReload: over.needsReload ?? false } as UnitState }),
});

it.each<Row>([
  { when: 'file and loaded unit are ours', facts: facts({}), then: 'pass' },
  { when: 'the file was changed', facts: facts({ sha256: 'f'.repeat(64) }), then: 'fail' },
  { when: 'another file was loaded', facts: facts({ fragment: '/run/systemd/system/x.service' }), then: 'fail' },
  { when: 'no file was loaded', facts: facts({ fragment: '' }), then: 'fail' },
  { when: 'a drop-in changes it', facts: facts({ dropIns: [`${PATH}.d/override.conf`] }), then: 'fail' },
  {
    when: 'a drop-in for all services changes it',
    facts: facts({ dropIns: ['/etc/systemd/system/service.d/x.conf'] }),
    then: 'fail',
  },
  {
    when: 'a drop-in until the next boot is left to another control',
    facts: facts({ dropIns: ['/run/systemd/x.conf'] }),
    then: 'pass',
  },
  { when: 'the file is newer than what was loaded', facts: facts({ needsReload: true }), then: 'fail' },
  { when: 'the file could not be read', facts: facts({ sha256: undefined }), then: 'cannot-tell' },
  { when: 'systemd does not say whether it is loaded', facts: { ...facts({}), units: read({}) }, then: 'cannot-tell' },
  { when: 'systemctl failed', facts: { ...facts({}), gatewayUnit: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the facts', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
