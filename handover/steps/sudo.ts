import { BOOTSTRAP_SUDOERS } from '../../cloud-init/user-data.ts';
import { quote } from '../../edges/root.ts';
import { generatePassword } from '../../edges/secret.ts';
import { KitError } from '../../policy/errors.ts';
import { type Handover, SUDO_PASSWORD } from '../context.ts';

/**
 * From "whoever has the key is root" to "key and password". The password is on the operator's disk before it is set. The rule
 * is put aside (sudo skips names with a dot) rather than removed until a real sudo has taken the password, and comes back if
 * it did not: at no moment is there no way to root.
 */
export async function handOverSudo({ link, declared, secrets, progress, server }: Handover): Promise<void> {
  progress.step('sudo: a password instead of the bootstrap rule');
  const admin = quote(declared.admin);
  const isFirst = secrets.read(SUDO_PASSWORD) === undefined;
  const password = secrets.ensure(SUDO_PASSWORD, generatePassword);
  await link.must(
    `
rule=${BOOTSTRAP_SUDOERS} aside=${BOOTSTRAP_SUDOERS}.aside
IFS= read -r password
takes_it() { printf '%s\\n' "$password" | runuser -u ${admin} -- sudo -k -S -p '' true; }
if [ -e "$rule" ] || [ -e "$aside" ]; then
  printf '%s:%s\\n' ${admin} "$password" | chpasswd
  [ ! -e "$rule" ] || mv -f "$rule" "$aside"
  trap 'mv -f "$aside" "$rule"' EXIT
  takes_it
  trap - EXIT
  rm -f "$aside"
else
  takes_it
fi
visudo -c -q`,
    { label: isFirst ? 'setting the sudo password' : 'checking the sudo password', input: `${password.reveal()}\n` },
  );
  const open = await (await link.session()).run('sudo -k -n true', { label: 'sudo without a password' });
  if (open.exitCode === 0) {
    throw new KitError({
      code: 'E_SUDO_OPEN',
      what: `sudo on ${server} still works without a password.`,
      why: `${BOOTSTRAP_SUDOERS} is gone, so another rule lets ${declared.admin} through.`,
      next: 'find it: sudo grep -rn NOPASSWD /etc/sudoers /etc/sudoers.d; a server of this kit has none.',
    });
  }
}
