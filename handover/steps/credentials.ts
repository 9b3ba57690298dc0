import { quote } from '../../edges/root.ts';
import { generateToken, type Secret } from '../../edges/secret.ts';
import { readSecret } from '../../edges/secret-reference.ts';
import { credentialFile, encryptCommand, gatewayToken } from '../../openclaw/credentials.ts';
import { credentialDirectory } from '../../openclaw/paths.ts';
import { KitError } from '../../policy/errors.ts';
import type { Handover } from '../context.ts';

/**
 * Secrets to the server, each encrypted there before it touches its disk. Values travel on standard input only. One that is
 * there already with the same value is left alone; one that the config no longer names is removed.
 *
 * @returns whether anything changed, which a running gateway would not notice
 * @throws E_SECRET_… when a value can neither be read here nor is on the server
 */
export async function deliverSecrets(handover: Handover): Promise<boolean> {
  const { link, declared, secrets, progress, config } = handover;
  progress.step('secrets: encrypted on the server');
  const names = [gatewayToken, ...declared.openclaw.secrets];
  const values = new Map<string, Secret>([[gatewayToken, secrets.ensure(gatewayToken, generateToken)]]);
  const missing = new Map<string, KitError>();
  for (const name of declared.openclaw.secrets) {
    const reference = config.secrets[name];
    if (reference === undefined) throw new Error(`the config has no reference for the secret ${name}`);
    try {
      values.set(name, readSecret(name, reference));
    } catch (error) {
      if (!(error instanceof KitError)) throw error;
      missing.set(name, error);
    }
  }
  const delivery = [...values].map(([name, value]) => ({ name, value: value.reveal() }));
  const answer = await link.must(
    `
install -d -m 0700 -o root -g root ${credentialDirectory}
holds() { [ -e "$2" ] && systemd-creds decrypt --name="$1" "$2" - 2>/dev/null; }
${delivery.map(({ name }) => deliverLines(name)).join('\n')}
for file in ${credentialDirectory}/*; do
  case $file in
    ${names.map((name) => quote(credentialFile(name))).join(' | ')} | ${credentialDirectory}/\\*) ;;
    *) rm -f -- "$file"; echo "removed \${file##*/}" ;;
  esac
done
${[...missing.keys()].map((name) => `if holds ${name} ${credentialFile(name)} >/dev/null; then echo kept ${name}; fi`).join('\n')}`,
    { label: 'delivering secrets', input: delivery.map(({ value }) => `${value}\n`).join('') },
  );
  for (const [name, error] of missing) {
    if (!answer.split('\n').includes(`kept ${name}`)) throw error;
    progress.warn(`${error.message} ${name} stays as it is on the server.`);
  }
  const changes = answer.split('\n').filter((line) => /^(delivered|removed) /.test(line));
  for (const line of changes) progress.detail(line);
  return changes.length > 0;
}

/** `read` and `printf` are bash's own: the value is in no process list. */
const deliverLines = (name: string) => `IFS= read -r value
if ! now=$(holds ${name} ${credentialFile(name)}) || [ "$now" != "$value" ]; then
  printf '%s' "$value" | ${encryptCommand(name).map(quote).join(' ')}
  echo delivered ${name}
fi
unset value now`;
