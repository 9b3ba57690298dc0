import { SYSCTL_CONF, sysctlPaths } from '../policy/render/sysctl.ts';
import { defineFact, entriesOf } from './fact.ts';

const ROOT = '/proc/sys/';

/** By path below `/proc/sys`, every interface on its own: the value, or the system's own words why it could not be read. */
export type KernelSettings = Readonly<Record<string, { readonly value: string } | { readonly error: string }>>;

/**
 * The wanted kernel settings as the kernel has them now, whatever any file says. A setting that this kernel does not know is not
 * there.
 *
 * Blind spot: network settings are those of the main network namespace; a service with one of its own has others.
 */
export const kernelSettings = defineFact<KernelSettings>({
  title: 'kernel settings in force',
  speed: 'fast',
  source: (_, wanted) => ({
    kind: 'files',
    content: true,
    paths: sysctlPaths(wanted.files.find(({ path }) => path === SYSCTL_CONF)?.content ?? '').map(
      (path) => `${ROOT}${path}`,
    ),
  }),
  parse: (reading) =>
    Object.fromEntries(
      entriesOf(reading)
        .filter(({ type, error }) => type !== 'absent' || error !== undefined)
        .map(({ path, content, error }) => [
          path.slice(ROOT.length),
          content === undefined
            ? { error: error ?? 'it came without its text' }
            : { value: content.trim().replace(/\s+/g, ' ') },
        ]),
    ),
});
