import type { Declared } from '../policy/declared.ts';

/** Whom a control speaks of: every server with a public name, or only those with one kind of door. */
export const isExposed = ({ exposure }: Declared): boolean => exposure !== undefined;
export const asksForPassword = ({ exposure }: Declared): boolean => exposure?.kind === 'tls';
export const asksForDevice = ({ exposure }: Declared): boolean => exposure?.kind === 'mtls';

/** The exposure of a server that has one. @throws Error for one that has none: `appliesTo` keeps such a server away */
export function exposureOf({ exposure, server }: Declared): NonNullable<Declared['exposure']> {
  if (exposure === undefined) throw new Error(`${server} is not exposed`);
  return exposure;
}
