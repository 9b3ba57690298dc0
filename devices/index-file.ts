import { z } from 'zod';
import type { State } from '../edges/state-dir.ts';
import { FILES } from './files.ts';

const Moment = z.iso.datetime().transform((text) => new Date(text));

const Issued = z.strictObject({
  /** 32 upper-case hex digits. */
  serial: z.string().regex(/^[0-9A-F]{2,40}$/),
  name: z.string().min(1),
  /** `verify` and `canary` are the kit's own. */
  purpose: z.enum(['device', 'verify', 'canary']),
  issued: Moment,
  until: Moment,
  revoked: Moment.optional(),
});
export type Issued = z.output<typeof Issued>;

const Index = z.strictObject({
  version: z.literal(1),
  list: z.strictObject({
    number: z.number().int().nonnegative(),
    until: Moment,
    /** Of crl.pem: another one stands there after an interruption or a restored backup, and is read again. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  certificates: z.array(Issued),
});

/** Everything that was issued, and the list that was published last. */
export type Index = z.output<typeof Index>;

/** undefined: there is none. @throws E_STATE_DAMAGED */
export const readIndex = (state: State): Index | undefined => state.readJson(FILES.index, Index);

/** Atomic. Dates become ISO 8601 in UTC. */
export const writeIndex = (state: State, index: Index): void => state.writeJson(FILES.index, index);
