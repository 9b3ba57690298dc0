import { devicesCrl } from '../proxy/paths.ts';
import { type RevocationList, readRevocationList } from './_revocation-list.ts';
import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** The list of revoked devices as it lies on the server; nginx takes it in at its next start or reload. */
export const deviceRevocations = defineFact<RevocationList>({
  title: 'the list of revoked devices on the server',
  speed: 'fast',
  source: ({ exposure }) =>
    exposure?.kind === 'mtls' ? { kind: 'files', paths: [devicesCrl], content: true } : undefined,
  parse(reading) {
    const [file] = entriesOf(reading);
    if (file?.content === undefined)
      throw new Unreadable(`${devicesCrl}: ${file?.error ?? file?.type ?? 'not asked for'}`);
    return readRevocationList(file.content);
  },
});
