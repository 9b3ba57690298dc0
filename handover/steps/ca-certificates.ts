import { createHash } from 'node:crypto';
import type { Handover } from '../context.ts';

const DIRECTORY = '/usr/local/share/ca-certificates';

/**
 * CAs that the operator's network needs (a company's inspecting proxy), before anything on the server speaks TLS. They are
 * many and large, so they come over SSH rather than in the user data.
 */
export async function deliverAuthorities({ link, declared, progress }: Handover): Promise<void> {
  const authorities = declared.extraCaCertificates.map((pem) => ({ name: fileName(pem), pem }));
  if (authorities.length > 0) progress.step('certificate authorities of your network');
  const input = authorities
    .map(({ name, pem }) => `${name} ${Buffer.from(`${pem.trim()}\n`).toString('base64')}\n`)
    .join('');
  await link.must(
    `
install -d -m 0755 ${DIRECTORY}
cd ${DIRECTORY}
declare -A wanted=()
changed=
while read -r name pem; do
  wanted[$name]=yes
  if [ ! -e "$name" ]; then
    base64 -d <<<"$pem" >"$name.new"
    chmod 0644 "$name.new"
    mv -f "$name.new" "$name"
    changed=yes
  fi
done
for name in sclerite-*.crt; do
  if [ -e "$name" ] && [ -z "\${wanted[$name]:-}" ]; then rm -f "$name"; changed=yes; fi
done
# Also when it was interrupted after the files and before the bundle.
if [ -n "$changed" ] || [ /etc/ssl/certs/ca-certificates.crt -ot . ]; then update-ca-certificates >&2; fi`,
    { label: 'delivering certificate authorities', input },
  );
}

/** By content: a changed certificate is another file, so none is ever half replaced. */
const fileName = (pem: string) => `sclerite-${createHash('sha256').update(pem.trim()).digest('hex').slice(0, 16)}.crt`;
