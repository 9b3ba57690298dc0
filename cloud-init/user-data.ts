import { stringify } from 'yaml';
import { gatewayUnit } from '../openclaw/paths.ts';
import type { Declared } from '../policy/declared.ts';
import type { Wanted, WantedFile, WantedUser } from '../policy/wanted.ts';
import { firstBootScript } from './first-boot.ts';
import { bornWith } from './left-to-handover.ts';

/** The one sudo rule without a password, for the first minutes: handover takes it away. */
export const BOOTSTRAP_SUDOERS = '/etc/sudoers.d/90-sclerite-bootstrap';

/**
 * For the packages of birth alone: without recommended packages and translations a server is ready in half the time. It is
 * gone when cloud-init is done.
 */
export const birthApt: WantedFile = {
  path: '/etc/apt/apt.conf.d/99sclerite-birth',
  content: 'APT::Install-Recommends "false";\nAcquire::Languages "none";\n',
  mode: '0644',
  owner: 'root',
  group: 'root',
};

/** Cannot run before handover has installed OpenClaw and delivered its credentials. */
const startedByHandover: readonly string[] = [gatewayUnit];

/** The throwaway host key: first contact is verified against its public half, then the server gets keys of its own. */
export interface BootstrapHostKey {
  /** OpenSSH private key, PEM. The only secret in user data; worthless after the first minutes. */
  readonly hostKeyPrivate: string;
  /** `ssh-ed25519 base64`. */
  readonly hostKeyPublic: string;
}

/**
 * The wanted state as cloud-init is told it (all but what `left-to-handover.ts` names): everything is in place before its
 * service first starts, so nothing has to be restarted. Pure; the same input gives the same bytes.
 *
 * No `package_upgrade`: a freshly rented image is weeks old and an upgrade would double the time to the first login;
 * unattended-upgrades brings the security updates ten minutes after birth and daily from then on.
 */
export function userData(whole: Wanted, declared: Declared, key: BootstrapHostKey): string {
  const wanted = bornWith(whole);
  const config = {
    // Only the users below, and no key that the cloud hands out: who may log in is the wanted state's business.
    users: wanted.users.map((user) => cloudUser(user, wanted.groups)),
    ...(wanted.groups.length === 0 ? {} : { groups: [...wanted.groups] }),
    allow_public_ssh_keys: false,
    disable_root: true,
    ssh_pwauth: false,
    ssh_deletekeys: true,
    ssh_keys: { ed25519_private: key.hostKeyPrivate, ed25519_public: key.hostKeyPublic },
    package_update: true,
    packages: [...wanted.packages],
    write_files: [bootstrapSudoers(declared.admin), birthApt, ...wanted.files].map(cloudFile),
    runcmd: [
      [
        'bash',
        '-c',
        firstBootScript(
          { ...wanted, absent: [birthApt.path, ...wanted.absent.filter((path) => path !== BOOTSTRAP_SUDOERS)] },
          startedByHandover,
        ),
      ],
    ],
  };
  return `#cloud-config\n${stringify(config, { version: '1.1', lineWidth: 0 })}`;
}

/** cloud-init's words for a user. The primary group is the user's own. */
function cloudUser(
  { name, system, home, shell, groups, authorizedKeys }: WantedUser,
  declaredGroups: readonly string[],
) {
  return {
    name,
    homedir: home,
    shell,
    lock_passwd: true,
    ...(system ? { system: true } : {}),
    // A home that nobody logs in to is made by its unit (StateDirectory) or not at all.
    ...(authorizedKeys === undefined ? { no_create_home: true } : { ssh_authorized_keys: [...authorizedKeys] }),
    ...(groups.length === 0 ? {} : { groups: [...groups] }),
    // useradd refuses to make a group that is there already.
    ...(declaredGroups.includes(name) ? { primary_group: name } : {}),
  };
}

/** What belongs to root is written before any service starts; what belongs to others waits for accounts and packages. */
function cloudFile({ path, content, mode, owner, group }: WantedFile) {
  const isRoots = owner === 'root' && group === 'root';
  return { path, permissions: mode, ...(isRoots ? {} : { owner: `${owner}:${group}`, defer: true }), content };
}

function bootstrapSudoers(admin: string): WantedFile {
  return {
    path: BOOTSTRAP_SUDOERS,
    content: `${admin} ALL=(ALL:ALL) NOPASSWD: ALL\n`,
    mode: '0440',
    owner: 'root',
    group: 'root',
  };
}
