import type { CredentialKind } from '../../facts/credential-kinds.ts';
import { secretsUsed } from '../../openclaw/config.ts';
import { credentialFile } from '../../openclaw/credentials.ts';
import { defineControl, fail, pass } from '../control.ts';

const good: readonly CredentialKind[] = ['host', 'host+tpm', 'tpm'];
const words: Readonly<Record<CredentialKind, string>> = {
  host: "AES-256-GCM under the host's key",
  'host+tpm': "AES-256-GCM under the host's key and the TPM",
  tpm: 'AES-256-GCM under the TPM',
  null: 'in a format that everybody can decrypt',
  other: 'not encrypted by systemd-creds',
};

export default defineControl({
  id: 'secrets.credentials-encrypted',
  layer: 'application',
  severity: 'critical',
  title: 'Every stored secret is encrypted',
  failureTitle: 'A stored secret is not encrypted, or is missing',
  why: 'A copy of this folder, in a backup or a support bundle, must be worth nothing on any other machine.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd-creds.1.en.html'],
  needs: ['credentialKinds'],
  check({ credentialKinds }, { openclaw }) {
    const missing = secretsUsed(openclaw)
      .map(credentialFile)
      .filter((path) => !credentialKinds.some((file) => file.path === path));
    const evidence = [
      ...credentialKinds.map(({ path, kind }) => `${path}: ${words[kind]}`),
      ...missing.map((path) => `${path}: not there`),
    ];
    return missing.length > 0 || credentialKinds.some(({ kind }) => !good.includes(kind))
      ? fail(
          evidence,
          'Run ./sclerite handover SERVER: it encrypts the secrets that sclerite.config.ts names; remove files that are not ours',
        )
      : pass(evidence);
  },
});
