import type { Merged } from '../merge.ts';

/** Sorts behind every other file of the folder: the last value wins, and it comes back whenever the service is restarted. */
export const SYSCTL_CONF = '/etc/sysctl.d/zz-sclerite.conf';

/** Paths with slashes, so that a star stands for interfaces whose names have dots. */
export function renderSysctl({ sysctl }: Pick<Merged, 'sysctl'>): string {
  const lines = Object.entries(sysctl).map(([path, value]) => `${path} = ${value}`);
  return ['# Owned by Sclerite and replaced as a whole.', ...lines, ''].join('\n');
}

/** The paths that such a file sets, as globs below `/proc/sys`. */
export const sysctlPaths = (text: string): readonly string[] =>
  [...text.matchAll(/^([^#\s=]+) = /gm)].map(([, path]) => path as string);
