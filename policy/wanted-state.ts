import { controls } from '../controls/index.ts';
import { collectorWishes, manifestFile } from '../facts/collector/install.ts';
import { digestOf } from '../facts/collector/manifest.ts';
import type { Declared } from './declared.ts';
import { type Merged, mergeWishes } from './merge.ts';
import { APT_CONF, renderApt } from './render/apt.ts';
import { AUDIT_RULES, renderAudit } from './render/audit.ts';
import { FAIL2BAN_JAIL, renderFail2ban } from './render/fail2ban.ts';
import { MODPROBE_CONF, renderModprobe } from './render/modprobe.ts';
import { NFTABLES_CONF, renderNftables } from './render/nftables.ts';
import { renderSshd, SSHD_DROP_IN } from './render/sshd.ts';
import { renderSysctl, SYSCTL_CONF } from './render/sysctl.ts';
import type { Wanted, WantedFile } from './wanted.ts';

/**
 * The wanted state of one server: what every control wishes, what the collector needs, merged and rendered. Pure, and the same
 * on every call.
 *
 * @throws KitError E_CONTROLS_DISAGREE
 */
export function wantedState(declared: Declared): Wanted {
  const wanted = wantedWithoutManifest(declared);
  const files = [...wanted.files, manifestFile(declared, wanted)];
  return { ...wanted, files: files.sort(byPath) };
}

/** What the collector on a server must say about itself, or it is another version's: see `digest` in its document. */
export function collectorDigest(declared: Declared): string {
  return digestOf(manifestFile(declared, wantedWithoutManifest(declared)).content);
}

/** What the facts' own sources may look at: everything but the manifest that is made of them. */
export function wantedWithoutManifest(declared: Declared): Wanted {
  const merged = mergeWishes([
    ...controls.map(({ id, wants }) => ({ id, wishes: wants?.(declared) ?? {} })),
    { id: 'facts.collector', wishes: collectorWishes() },
  ]);
  const { packages, groups, users, directories, absent, units } = merged;
  return {
    packages,
    groups,
    users,
    files: [...merged.files, ...rendered(merged)].sort(byPath),
    directories,
    absent,
    units,
  };
}

function rendered(merged: Merged): WantedFile[] {
  const file = (path: string, mode: string, content: string): WantedFile => ({
    path,
    content,
    mode,
    owner: 'root',
    group: 'root',
  });
  return [
    file(SSHD_DROP_IN, '0600', renderSshd(merged)),
    file(NFTABLES_CONF, '0600', renderNftables(merged)),
    file(FAIL2BAN_JAIL, '0644', renderFail2ban(merged)),
    file(APT_CONF, '0644', renderApt(merged)),
    file(SYSCTL_CONF, '0644', renderSysctl(merged)),
    file(MODPROBE_CONF, '0644', renderModprobe(merged)),
    file(AUDIT_RULES, '0640', renderAudit(merged)),
  ];
}

const byPath = (a: WantedFile, b: WantedFile) => (a.path < b.path ? -1 : 1);
