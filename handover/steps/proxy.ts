import { z } from 'zod';
import { ensureAccount } from '../../edges/acme-account.ts';
import { escapeRemote } from '../../edges/escape.ts';
import { patient } from '../../edges/patience.ts';
import { quote } from '../../edges/root.ts';
import { generatePassword } from '../../edges/secret.ts';
import { cookieText, htpasswdText } from '../../proxy/password.ts';
import * as paths from '../../proxy/paths.ts';
import { certbotAccount } from '../acme-account.ts';
import type { Handover } from '../context.ts';

interface Delivery {
  readonly path: string;
  readonly content: string;
  readonly mode: string;
  readonly group: 'root' | typeof paths.workerUser;
}

/**
 * What nginx and certbot need and nobody else may read, before anything is told to look there: at no moment is there a door
 * without its lock. Values travel on standard input only; what is there already is left alone. Without exposure nothing is
 * brought, and what an earlier one left is taken away once nginx has stopped: see {@link clearProxySecrets}.
 */
export async function deliverProxySecrets(handover: Handover): Promise<void> {
  const { link, declared, secrets, progress } = handover;
  const { exposure } = declared;
  if (exposure === undefined) return;
  progress.step('secrets of the proxy');
  const files: Delivery[] = [];
  if (exposure.kind === 'tls') {
    const password = secrets.ensure(paths.proxyPassword, generatePassword).reveal();
    files.push(
      { path: paths.passwordFile, content: htpasswdText(password), mode: '0640', group: paths.workerUser },
      { path: paths.cookieFile, content: cookieText(password), mode: '0600', group: 'root' },
    );
  }
  if (handover.account !== undefined) {
    for (const file of certbotAccount(handover.account)) files.push({ ...file, mode: '0600', group: 'root' });
  }
  const endpoint = handover.cloudEndpoint;
  if (endpoint !== undefined) {
    files.push({ path: paths.endpointFile, content: `${endpoint}\n`, mode: '0644', group: 'root' });
  }
  if (files.length === 0) return;
  const answer = await link.must(deliveryScript(files), {
    label: 'delivering the secrets of the proxy',
    input: files.map(({ content }) => `${Buffer.from(content).toString('base64')}\n`).join(''),
  });
  for (const line of answer.split('\n').filter((text) => text !== '')) progress.detail(line);
}

/** A changed cookie counts from the next reload on; the password file is read at each request. */
function deliveryScript(files: readonly Delivery[]): string {
  return `
umask 077
changed=
deliver() {
  local path=$1 mode=$2 group=$3 new
  IFS= read -r content
  new=$(mktemp "$(dirname -- "$path")/.sclerite.XXXXXX")
  base64 -d <<<"$content" >"$new"
  chown "root:$group" "$new"
  chmod "$mode" "$new"
  if [ -f "$path" ] && [ ! -L "$path" ] && cmp -s "$path" "$new" && [ "$(stat -c '%a %U %G' "$path")" = "$(stat -c '%a %U %G' "$new")" ]; then
    rm -f "$new"
  else
    mv -fT "$new" "$path"
    changed="$changed $path"
    echo "delivered $path"
  fi
}
install -d -m 0755 /etc/sclerite ${paths.secretDirectory} ${paths.stateDirectory} ${paths.stateDirectory}/tls ${paths.certbotDirectory}
${[...new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('/'))))]
  .filter((folder) => folder.startsWith(`${paths.certbotDirectory}/`))
  .map((folder) => `install -d -m 0700 ${quote(folder)}`)
  .join('\n')}
${files.map(({ path, mode, group }) => `deliver ${quote(path)} ${mode} ${group}`).join('\n')}
case $changed in
  *${paths.cookieFile}*)
    if systemctl is-active --quiet ${paths.nginxUnit}; then systemctl reload ${paths.nginxUnit}; echo reloaded ${paths.nginxUnit}; fi
    ;;
esac`;
}

/** Back to the tunnel: nginx is stopped by then, and its password opens nothing any more. The account and certificate stay. */
export async function clearProxySecrets({ link, declared, progress }: Handover): Promise<void> {
  if (declared.exposure?.kind === 'tls') return;
  const files = [paths.passwordFile, paths.cookieFile];
  const answer = await link.must(
    files.map((path) => `if [ -e ${path} ]; then rm -f ${path}; echo removed ${path}; fi`).join('\n'),
    { label: 'taking away the password of the proxy' },
  );
  for (const line of answer.split('\n').filter((text) => text !== '')) progress.detail(line);
}

const Status = z.object({
  ok: z.boolean(),
  what: z.string(),
  why: z.string().optional(),
  next: z.string().optional(),
  code: z.string().optional(),
  servedUntil: z.string().optional(),
});

/** certbot's own worst case is two minutes; the unit ends at ten. */
const AT_MOST_SECONDS = patient(620);

/**
 * Runs the certificate program and shows what it says. A failure is no failure of the deploy: the tunnel works, the server
 * tries by itself twice a day, and verify says what is missing.
 *
 * @returns whether the name is served with a fitting certificate
 */
export async function obtainCertificate(handover: Handover): Promise<boolean> {
  const { declared, progress, server, state, config } = handover;
  const { exposure } = declared;
  if (exposure === undefined) return true;
  progress.step(`certificate for ${exposure.name}`);
  let { exitCode, status } = await runProgram(handover);
  if (status?.code === FORGOTTEN) {
    progress.step('the CA does not know the account any more: registering once more with the same key');
    const { account, warnings } = await ensureAccount(state, config.tls.authority, config.tls.email, { again: true });
    for (const warning of warnings) progress.warn(warning);
    if (account !== undefined) {
      await deliverProxySecrets({ ...handover, account });
      ({ exitCode, status } = await runProgram(handover));
      // What was planned still names the old one: a deploy asks beforehand, a handover by hand finds out here.
      progress.warn(
        'the CAA record and the settings on the server name the new account from the next deploy on: ./sclerite deploy',
      );
    }
  }
  if (exitCode === 0 && status?.ok) {
    const who =
      exposure.kind === 'tls'
        ? `name ${paths.passwordUser}, password: ${state.path(passwordAt(server))}`
        : 'for devices with a certificate';
    progress.step(`https://${exposure.name} (${who})`);
    return true;
  }
  const service = paths.certificateService;
  const what = status?.ok === false ? status.what : `${service} ended with ${exitCode}: journalctl -u ${service}`;
  const standing = status?.servedUntil === undefined ? 'is not reachable yet' : 'is served with an old certificate';
  progress.warn(`${exposure.name} ${standing}: ${escapeRemote(what)}`);
  if (status?.why) progress.warn(`  Why:  ${escapeRemote(status.why)}`);
  if (status?.next) progress.warn(`  Next: ${escapeRemote(status.next)}`);
  progress.warn(`  Until then: ./sclerite tunnel ${server}`);
  return false;
}

/** From the program: its own word for what can be mended here. */
const FORGOTTEN = 'account-forgotten';

async function runProgram({ link, progress }: Handover) {
  const service = paths.certificateService;
  const result = await link.root(
    `set -uo pipefail
exec 3< <(exec journalctl --follow --lines=0 --output=cat --unit=${service} 2>/dev/null)
reader=$!
sed -u 's/^/at /' <&3 &
printer=$!
sleep 0.2
systemctl start ${service} && code=0 || code=$?
sleep 0.2
kill "$reader"
wait "$printer"
if [ -e ${paths.certificateStatus} ]; then printf '\\n--status\\n'; cat ${paths.certificateStatus}; fi
exit "$code"`,
    {
      label: 'the certificate program',
      timeoutMs: AT_MOST_SECONDS * 1000,
      onLine: (line) => isWorthShowing(line) && progress.detail(line.slice(3)),
    },
  );
  return { exitCode: result.exitCode, status: statusOf(result.stdout) };
}

const passwordAt = (server: string) => `secrets/${server}/${paths.proxyPassword}`;

/** systemd's own lines about the unit tell nothing that the program does not. */
const isWorthShowing = (line: string) =>
  line.startsWith('at ') && !/sclerite-certificate\.service|^at (Starting|Finished|Failed to start) /.test(line);

function statusOf(output: string): z.infer<typeof Status> | undefined {
  const at = output.lastIndexOf('\n--status\n');
  if (at === -1) return undefined;
  try {
    return Status.parse(JSON.parse(output.slice(at + '\n--status\n'.length)));
  } catch {
    return undefined; // Half a file, or another version's: the exit code speaks.
  }
}
