import { createHash } from 'node:crypto';
import { devicesCrl } from '../proxy/paths.ts';
import { type RevocationList, readRevocationList } from './_revocation-list.ts';
import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** The list, and whether it is the one that the operator's machine holds. */
export interface DeviceRevocations extends RevocationList {
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** Seconds until nobody may rely on it. */
  readonly secondsLeft: number;
}

/** The list of revoked devices as it lies on the server; nginx takes it in at its next start or reload. */
export const deviceRevocations = defineFact<DeviceRevocations>({
  title: 'the list of revoked devices on the server',
  speed: 'fast',
  source: ({ exposure }) =>
    exposure?.kind === 'mtls' ? { kind: 'files', paths: [devicesCrl], content: true } : undefined,
  parse(reading) {
    const [file] = entriesOf(reading);
    if (file?.content === undefined)
      throw new Unreadable(`${devicesCrl}: ${file?.error ?? file?.type ?? 'not asked for'}`);
    const list = readRevocationList(file.content);
    const sha256 = createHash('sha256').update(file.content).digest('hex');
    return { ...list, sha256, secondsLeft: list.nextAt - reading.at };
  },
});
