import { expect, it } from 'vitest';
import control from '../../../controls/secrets/credentials-encrypted.ts';
import type { CredentialFile, CredentialKind } from '../../../facts/credential-kinds.ts';
import { judge } from '../../../policy/judge.ts';
import { type Row, read, unreadable } from '../_facts.ts';
import { declared } from '../_openclaw.ts';

const file = (name: string, kind: CredentialKind = 'host'): CredentialFile => ({
  path: `/etc/openclaw/cred/${name}`,
  kind,
});
const wanted = ['gateway-token.cred', 'anthropic.cred', 'telegram.cred'].map((name) => file(name));
const kinds = (...files: CredentialFile[]) => ({ credentialKinds: read(files) });

it.each<Row>([
  { when: "all are under the host's key", facts: kinds(...wanted), then: 'pass' },
  { when: 'one is under the TPM as well', facts: kinds(...wanted, file('more.cred', 'host+tpm')), then: 'pass' },
  { when: 'one is under the TPM alone', facts: kinds(...wanted, file('more.cred', 'tpm')), then: 'pass' },
  { when: 'one is plain text', facts: kinds(...wanted, file('more.cred', 'other')), then: 'fail' },
  { when: 'one is under a key that everybody has', facts: kinds(...wanted, file('more.cred', 'null')), then: 'fail' },
  { when: 'one is missing', facts: kinds(...wanted.slice(1)), then: 'fail' },
  { when: 'the folder is empty', facts: kinds(), then: 'fail' },
  { when: 'the folder cannot be read', facts: { credentialKinds: unreadable() }, then: 'cannot-tell' },
  { when: 'nobody collected the fact', facts: {}, then: 'cannot-tell' },
])('$when -> $then', ({ facts, then }) => {
  expect(judge(control, facts, declared).status).toBe(then);
});
