import { gatewayUnit } from '../../openclaw/paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'secrets.audit-clean',
  layer: 'application',
  severity: 'high',
  title: 'OpenClaw keeps no secret in plain text',
  failureTitle: 'OpenClaw keeps a secret in plain text',
  why: 'OpenClaw and its helpers like to write a key they were given into their own files, where it stays after the reference was made safe.',
  references: ['https://docs.openclaw.ai/cli/secrets', 'https://github.com/openclaw/openclaw/issues/28359'],
  needs: ['openclawSecretsAudit'],
  check({ openclawSecretsAudit: { status, findings } }) {
    const evidence = findings.map(({ code, file, jsonPath }) =>
      ['openclaw secrets audit:', code, file, jsonPath].filter(Boolean).join(' '),
    );
    const isUnresolved = ({ code }: { readonly code: string }) => code === 'REF_UNRESOLVED';
    if (findings.some((finding) => !isUnresolved(finding))) {
      return fail(
        evidence,
        'Take it out of that file, name it under secrets of sclerite.config.ts, and change it where it was issued',
      );
    }
    if (status !== 'clean' || findings.length > 0) {
      return cannotTell(
        `openclaw secrets audit: ${status}; ${evidence.join('; ') || 'no finding named'} (is ${gatewayUnit} running? its secrets are there only then)`,
      );
    }
    return pass(['openclaw secrets audit --check: clean']);
  },
});
