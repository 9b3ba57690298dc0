import { quote } from '../../edges/root.ts';
import { readSecret } from '../../edges/secret-reference.ts';
import { KitError } from '../../policy/errors.ts';
import { dnsCredential, dnsSecret } from '../../proxy/paths.ts';
import type { Handover } from '../context.ts';

/**
 * The token with which the certificate program writes DNS-01's record: encrypted on the server before it touches its disk, for
 * that one unit. Where another challenge is used, or nothing is exposed, an earlier one is taken away.
 *
 * @throws E_SECRET_… when its value can neither be read here nor is on the server
 */
export async function deliverDnsToken({ link, declared, config, progress }: Handover): Promise<void> {
  const name = quote(dnsSecret);
  if (declared.exposure?.challenge !== 'dns-01') {
    const answer = await link.must(`if [ -e ${dnsCredential} ]; then rm -f ${dnsCredential}; echo removed; fi`, {
      label: 'taking away the token for the zone',
    });
    if (answer.trim() !== '') progress.detail('removed the token for the zone');
    return;
  }
  const reference = config.secrets[dnsSecret];
  if (reference === undefined) throw new Error(`the config has no reference for the secret ${dnsSecret}`);
  const holds = `[ -e ${dnsCredential} ] && systemd-creds decrypt --name=${name} ${dnsCredential} - 2>/dev/null`;
  let value: string;
  try {
    value = readSecret(dnsSecret, reference).reveal();
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    const kept = await link.root(`${holds} >/dev/null`, { label: 'looking for the token for the zone' });
    if (kept.exitCode !== 0) throw error;
    progress.warn(`${error.message} The token for the zone stays as it is on the server.`);
    return;
  }
  const answer = await link.must(
    `
umask 077
IFS= read -r value
if ! now=$(${holds}) || [ "$now" != "$value" ]; then
  install -d -m 0700 -o root -g root ${dnsCredential.slice(0, dnsCredential.lastIndexOf('/'))}
  new=$(mktemp ${dnsCredential}.XXXXXX)
  trap 'rm -f -- "$new"' EXIT
  printf '%s' "$value" | systemd-creds encrypt --with-key=host --name=${name} - - >"$new"
  mv -fT -- "$new" ${dnsCredential}
  echo delivered
fi`,
    { label: 'delivering the token for the zone', input: `${value}\n` },
  );
  if (answer.includes('delivered')) progress.detail('delivered the token for the zone');
}
