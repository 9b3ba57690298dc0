import { defineFact, entriesOf, Unreadable } from './fact.ts';

/** The text of the rules that nftables.service loads at boot. Blind spot: files that it includes. */
export const nftOnDisk = defineFact<string>({
  title: 'the rules that are loaded at boot',
  speed: 'fast',
  source: () => ({ kind: 'files', paths: ['/etc/nftables.conf'], content: true }),
  parse(reading) {
    const [file] = entriesOf(reading);
    if (file?.type === 'absent' && file.error === undefined) return '';
    if (file?.content === undefined) throw new Unreadable(`${file?.path}: ${file?.error ?? 'came without its text'}`);
    return file.content;
  },
});
