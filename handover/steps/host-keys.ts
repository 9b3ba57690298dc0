import { type Pins, removeThrowaway } from '../../edges/known-hosts.ts';
import { patient } from '../../edges/patience.ts';
import { fingerprint, withoutComment } from '../../edges/ssh-key.ts';
import { KitError } from '../../policy/errors.ts';
import type { Handover } from '../context.ts';

const KEY = '/etc/ssh/ssh_host_ed25519_key';
const STAGED = '/etc/ssh/.sclerite_host_ed25519_key';
const FRESH_LOGIN_SECONDS = patient(30);

/**
 * From the throwaway key of the user data to a key that was made on the server and never left it.
 *
 * 1. The server makes a key beside the one in use and tells the public half; it is pinned here, in addition.
 * 2. Private half first, then public (sshd needs only the private one), each by a rename; sshd checks, then reloads.
 * 3. A fresh login accepts the new key alone; only then is the throwaway key unpinned and removed.
 *
 * Interrupted anywhere, whichever key the server shows is one that is accepted here.
 */
export async function handOverHostKeys(handover: Handover): Promise<void> {
  const { link, progress, state, server } = handover;
  const pins = handover.pins();
  const shown = (await link.session()).seen.hostKey;
  if (pins.throwaway === undefined && pins.hostKeys.includes(shown)) {
    removeThrowaway(state, server);
    return;
  }
  progress.step("host key: the server's own instead of the throwaway one");
  const own = await stage(handover, pins);
  if (!pins.hostKeys.includes(own)) handover.pin({ ...pins, hostKeys: [...pins.hostKeys, own] });
  await swap(handover, own);
  const session = await link.login(FRESH_LOGIN_SECONDS, [own]);
  if (session.seen.hostKey !== own) throw new Error('a login accepted another key than it was told to');
  handover.pin({ serverId: pins.serverId, hostKeys: [own] });
  removeThrowaway(state, server);
  progress.detail(fingerprint(own));
}

/** The public half of the server's own key: of the one in place when it is pinned already, else of a staged one. */
async function stage({ link, server }: Handover, pins: Pins): Promise<string> {
  const answer = await link.must(
    `
pinned=$(cat)
own=$(ssh-keygen -y -f ${KEY} | cut -d' ' -f1,2)
if [ -n "$pinned" ] && grep -qxF -- "$own" <<<"$pinned"; then
  printf '%s\\n' "$own"
else
  staged=
  if [ -s ${STAGED} ]; then staged=$(ssh-keygen -y -P '' -f ${STAGED} | cut -d' ' -f1,2) || staged=; fi
  if [ -z "$staged" ]; then
    rm -f ${STAGED} ${STAGED}.pub
    ssh-keygen -q -t ed25519 -N '' -C '' -f ${STAGED}
    staged=$(ssh-keygen -y -P '' -f ${STAGED} | cut -d' ' -f1,2)
    sync -d ${STAGED}
  fi
  printf '%s\\n' "$staged"
fi`,
    { label: 'making the host key', input: pins.hostKeys.map((key) => `${key}\n`).join('') },
  );
  const own = withoutComment(answer);
  if (!/^ssh-ed25519 [A-Za-z0-9+/]{68}$/.test(own) || own === pins.throwaway) {
    throw new KitError({
      code: 'E_HOST_KEY_MADE',
      what: `${server} did not answer with a new host key.`,
      why: `it answered: ${own.slice(0, 120) || '(nothing)'}`,
      next: `run ./sclerite handover ${server} again; nothing was changed.`,
    });
  }
  return own;
}

/** Safe to repeat: finishes what an interrupted swap left. Over once sshd itself shows the new key. */
async function swap({ link }: Handover, own: string): Promise<void> {
  await link.must(
    `
own=$(cat)
of() { ssh-keygen -y -P '' -f "$1" | cut -d' ' -f1,2; }
shown() { ssh-keyscan -T 2 -t ed25519 127.0.0.1 2>/dev/null | sed -n 's/^[^# ][^ ]* //p'; }
if [ -s ${STAGED} ] && [ "$(of ${STAGED})" = "$own" ]; then
  chmod 0600 ${STAGED}
  mv -f ${STAGED} ${KEY}
fi
[ "$(of ${KEY})" = "$own" ]
printf '%s\n' "$own" >${STAGED}.pub
chmod 0644 ${STAGED}.pub
mv -f ${STAGED}.pub ${KEY}.pub
rm -f ${STAGED} /etc/ssh/ssh_host_{rsa,ecdsa,dsa}_key{,.pub}
/usr/sbin/sshd -t
systemctl reload ssh.service
# Few tries: sshd counts each as a connection without a login, and stops answering after fifteen (PerSourcePenalties).
for wait in 0 0.1 0.2 0.4 0.8 1.6 3; do
  sleep "$wait"
  if [ "$(shown)" = "$own" ]; then exit 0; fi
done
echo "sshd was reloaded, but it still shows: $(shown)" >&2
exit 1`,
    { label: 'changing the host key', input: own },
  );
}
