import type { Merged } from '../merge.ts';

/** Sorts behind every other file of the folder: the last value wins, and it comes back whenever the service is restarted. */
export const SYSCTL_CONF = '/etc/sysctl.d/zz-sclerite.conf';

/**
 * Whether packets are forwarded decides about others: a change of `net.ipv4.conf.all.forwarding` turns `accept_redirects` over
 * (inet_forward_change in net/ipv4/devinet.c). The service writes line by line, so these come first.
 */
const isFirst = (path: string) => Number(!/forwarding$/.test(path));

/** Paths with slashes, so that a star stands for interfaces whose names have dots. */
export function renderSysctl({ sysctl }: Pick<Merged, 'sysctl'>): string {
  const lines = Object.entries(sysctl)
    .sort(([one], [other]) => isFirst(one) - isFirst(other))
    .map(([path, value]) => `${path} = ${value}`);
  return ['# Owned by Sclerite and replaced as a whole.', ...lines, ''].join('\n');
}

/** The paths that such a file sets, as globs below `/proc/sys`. */
export const sysctlPaths = (text: string): readonly string[] =>
  [...text.matchAll(/^([^#\s=]+) = /gm)].map(([, path]) => path as string);
