/** Suggestions of Lynis 3.1 that are not followed: its test → why not. One that is not here is a finding. */
export const lynisAccepted: Readonly<Record<string, string>> = {
  'ACCT-9628': 'auditd does not run in a container; on a kernel of its own system.audit-on judges it.',
  'AUTH-9282':
    'Nobody logs in with a password; the one for sudo is long, random and made anew by the kit, and must not end by itself.',
  'AUTH-9284':
    'The auditor and root are locked on purpose: the one has a key and a forced command, the other no login at all.',
  'BOOT-5180': 'It looks for a runlevel in a way that finds none in a container.',
  'BOOT-5264': 'systemd-analyze is a judge of its own on this page.',
  'DEB-0810': 'Debian’s security archive is taken as it comes, every night; nobody is there to read a list of bugs.',
  'DEB-0811': 'Nobody is there to read it: the upgrades are unattended.',
  'DEB-0831': 'sclerite-restart.service restarts what still runs old libraries, and updates.services-restarted looks.',
  'DEB-0880': 'The kit’s settings are in jail.d/sclerite.local, which no package touches.',
  'FILE-6310': 'The provider’s image has one partition; what grows in /var is bounded instead (journal, logs, state).',
  'FINT-4350': 'integrity.baseline-kept does it, with a digest that is pinned outside the server.',
  'HRDN-7230': 'A scanner reads hostile files as root; here nothing takes files from strangers.',
  'KRNL-5788': 'A container has no kernel image; integrity.kernel-packaged judges it where there is one.',
  'LOGG-2154': 'There is no second host to send logs to.',
  'MACF-6208': 'A container does not see AppArmor; system.app-armor-on judges it where there is one.',
  'NAME-4028': 'A server behind a tunnel has no domain.',
  'PKGS-7370': 'integrity.packages-intact compares every file of every package, by dpkg --verify.',
  'PKGS-7394': 'apt itself tells what can be upgraded; updates.* judge it.',
  'SSH-7408':
    'An agent with several keys needs four tries, the kit and its tunnel several sessions over one connection; the port is no secret.',
  'TOOL-5002': 'The automation is this kit, and it is not on the server.',
};
