import { defineFact, entriesOf, type FileEntry } from './fact.ts';

/** /boot and the boot loader's settings: type, mode and owner, by path; what is not there is `absent`. */
export const bootFiles = defineFact<Readonly<Record<string, FileEntry>>>({
  title: "/boot and the boot loader's settings",
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/boot', '/boot/grub', '/boot/grub/grub.cfg'] }),
  parse: (reading) => Object.fromEntries(entriesOf(reading).map((entry) => [entry.path, entry])),
});
