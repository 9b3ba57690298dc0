import { credentialDirectory } from '../openclaw/paths.ts';
import { defineFact, stdoutOf, Unreadable } from './fact.ts';

/**
 * - `host`: AES-256-GCM under the host's own key · `host+tpm`, `tpm`: with the TPM's
 * - `null`: systemd's format with a key that everybody knows
 * - `other`: no encrypted credential at all
 */
export type CredentialKind = 'host' | 'host+tpm' | 'tpm' | 'null' | 'other';

export interface CredentialFile {
  readonly path: string;
  readonly kind: CredentialKind;
}

/**
 * The first 16 bytes of an encrypted credential tell its kind (`CRED_AES256_GCM_BY_…` in systemd's creds-util.h); a file holds
 * them as base64. Compared on the server, so that not one byte of a file that turns out to be plain text travels.
 */
const PROGRAM = `
for file in "$1"/* "$1"/.[!.]*; do
  [ -e "$file" ] || continue
  case $(head -c 21 "$file" | tr -d '\\0') in
    'Whxqht+dQJax1aZeCGLxm') kind=host ;;
    'k6iUCUh0RJCQyvL8k8q1U') kind=host+tpm ;;
    'DHzAexF2RZGcSwvqCLwg/') kind=tpm ;;
    'BYRp2vb1QySABUnaD46i+') kind=null ;;
    *) kind=other ;;
  esac
  printf '%s %s\\n' "$kind" "$file"
done
`;

/** How each file in OpenClaw's folder of credentials is encrypted. */
export const credentialKinds = defineFact<readonly CredentialFile[]>({
  title: 'how stored credentials are encrypted',
  speed: 'fast',
  source: () => ({
    kind: 'command',
    argv: ['/bin/sh', '-euc', PROGRAM.trim(), 'credential-kinds', credentialDirectory],
  }),
  parse: (reading) =>
    stdoutOf(reading)
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const match = /^(host|host\+tpm|tpm|null|other) (\/.*)$/.exec(line);
        if (!match) throw new Unreadable(`a line of another shape: ${line.slice(0, 80)}`);
        return { kind: match[1] as CredentialKind, path: match[2] as string };
      }),
});
