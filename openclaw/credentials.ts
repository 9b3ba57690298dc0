import { credentialDirectory, runtimeDirectory } from './paths.ts';

/**
 * Name of a secret on the server: the provider (`anthropic`), the channel (`telegram`), or {@link gatewayToken}. It is a
 * systemd credential, a file name and a provider alias in OpenClaw's config at once.
 */
export type SecretName = string;

/** What clients show the gateway. Generated at handover; every server has one. */
export const gatewayToken: SecretName = 'gateway-token';

/** Narrower than systemd's rule (a file name) and than OpenClaw's (an alias), so that it is right for both. */
const shape = /^[a-z][a-z0-9-]{0,62}$/;

/** @throws TypeError when the name is not a-z first, then a-z, 0-9 and "-", at most 63 characters. */
export function checkSecretName(name: string): SecretName {
  if (!shape.test(name)) {
    throw new TypeError(
      `${JSON.stringify(name)} is no name of a secret: a-z first, then a-z, 0-9 and "-", at most 63.`,
    );
  }
  return name;
}

/** The encrypted file, AES-256-GCM under the host's own key. */
export const credentialFile = (name: SecretName): string => `${credentialDirectory}/${checkSecretName(name)}.cred`;

/** The decrypted file, there only while the gateway runs, 0400 and owned by its account. */
export const runtimeFile = (name: SecretName): string => `${runtimeDirectory}/${checkSecretName(name)}`;

/**
 * Encrypts one secret that comes on **stdin** (never in the arguments: those are in every process list), as root. Writes
 * beside the target and renames, so that an interrupted call leaves the old secret and not half of a new one. Empty input
 * is refused with exit code 65: a lost secret must not look delivered. A trailing newline is kept: strip it before.
 *
 * `--with-key=host`: works without a TPM, which Hetzner's machines do not have; the key is
 * /var/lib/systemd/credential.secret, 0400 root. `--name` binds the file to its purpose: another name does not decrypt it.
 */
export function encryptCommand(name: SecretName): readonly string[] {
  return ['/bin/bash', '-c', encryptScript, 'encrypt-credential', checkSecretName(name), credentialFile(name)];
}

const encryptScript = `set -euo pipefail
umask 077
name=$1 target=$2
install -d -m 0700 -o root -g root "$(dirname "$target")"
new=$(mktemp "$target.XXXXXX")
trap 'rm -f -- "$new"' EXIT
# systemd-creds would encrypt nothing at all without a word.
IFS= read -r -N 1 -d '' first || { echo "Cannot store the secret $name: nothing came on standard input." >&2; exit 65; }
{ printf '%s' "$first"; cat; } | systemd-creds encrypt --with-key=host --name="$name" - - >"$new"
chmod 0600 "$new"
mv -fT -- "$new" "$target"
`;

/**
 * Does an encrypted file exist that this host can decrypt under this name? Exit code 0: yes. Prints nothing of the secret.
 * 1: no such file. Anything else: it is there and does not decrypt, with systemd's words on stderr.
 */
export function presenceCommand(name: SecretName): readonly string[] {
  return [
    '/bin/bash',
    '-c',
    'set -eu; [ -e "$2" ] || exit 1; systemd-creds decrypt --name="$1" "$2" /dev/null || exit 2',
    'credential-presence',
    checkSecretName(name),
    credentialFile(name),
  ];
}
