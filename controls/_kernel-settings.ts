import type { KernelSettings } from '../facts/kernel-settings.ts';
import { SYSCTL_CONF } from '../policy/render/sysctl.ts';
import type { Wishes } from '../policy/wanted.ts';
import { cannotTell, fail, pass, type Verdict } from './control.ts';

/** Paths below `/proc/sys` (a star is one segment) and the value that each must have. */
export type WantedSettings = Readonly<Record<string, string>>;

const UNIT = 'systemd-sysctl.service';

export const settingsWishes = (wanted: WantedSettings): Wishes => ({
  sysctl: Object.fromEntries(Object.entries(wanted).flatMap(spelledOut)),
  units: [{ name: UNIT, enabled: 'static', active: true, watches: [SYSCTL_CONF] }],
});

/**
 * Debian's own files set some of `all` and `default` by name or take them out (`-net.ipv4.conf.all.rp_filter`), and for systemd-sysctl
 * a name always wins over a star.
 */
const spelledOut = ([path, value]: [string, string]): [string, string][] =>
  ['*', ...(path.includes('/*/') ? ['all', 'default'] : [])].map((link) => [path.replace('/*/', `/${link}/`), value]);

/** Every setting in force, on every interface, against what is wanted. One that the kernel does not know cannot be told. */
export function judgeSettings(settings: KernelSettings, wanted: WantedSettings): Verdict {
  const found = Object.entries(wanted).map(([pattern, value]) => ({
    pattern,
    value,
    seen: Object.entries(settings).filter(([path]) => matches(pattern, path)),
  }));
  const told = found.flatMap(({ value, seen }) =>
    seen.flatMap(([path, state]) =>
      'value' in state ? [{ line: `/proc/sys/${path}: ${state.value}`, isRight: state.value === value, value }] : [],
    ),
  );
  const wrong = told.filter(({ isRight }) => !isRight);
  if (wrong.length > 0) {
    return fail(
      wrong.map(({ line, value }) => `${line}, wanted ${value}`),
      `sudo systemctl restart ${UNIT}; if it comes back, find who sets it: grep -r . /etc/sysctl.d /usr/lib/sysctl.d`,
    );
  }
  const unseen = [
    ...found.filter(({ seen }) => seen.length === 0).map(({ pattern }) => `the kernel has no /proc/sys/${pattern}`),
    ...found.flatMap(({ seen }) =>
      seen.flatMap(([path, state]) => ('error' in state ? [`/proc/sys/${path}: ${state.error}`] : [])),
    ),
  ];
  return unseen.length > 0 ? cannotTell(unseen.join('; ')) : pass(told.map(({ line }) => line));
}

const matches = (pattern: string, path: string) => {
  const [parts, segments] = [pattern.split('/'), path.split('/')];
  return parts.length === segments.length && parts.every((part, index) => part === '*' || part === segments[index]);
};
