import { certbotDirectory, certificateFile, lineage } from '../proxy/paths.ts';
import { defineFact, entriesOf, Unreadable } from './fact.ts';

const ARCHIVE = `${certbotDirectory}/archive/${lineage}`;

/** The certificate chain on disk that nginx takes at its next start or reload: PEM blocks, the server's own first. */
export const proxyCertificate = defineFact<readonly string[]>({
  title: 'the certificate on disk',
  speed: 'fast',
  source: ({ exposure }) =>
    exposure && {
      kind: 'files',
      paths: [certificateFile, `${ARCHIVE}/fullchain*.pem`],
      content: true,
    },
  parse(reading) {
    const entries = entriesOf(reading);
    const live = entries.find(({ path }) => path === certificateFile);
    if (live === undefined || live.type === 'absent') throw new Unreadable(`there is no ${certificateFile} yet`);
    // certbot's links are relative: ../../archive/sclerite/fullchain3.pem
    const target = live.target && `${ARCHIVE}/${live.target.slice(live.target.lastIndexOf('/') + 1)}`;
    const file = live.type === 'link' ? entries.find(({ path }) => path === target) : live;
    if (file?.content === undefined) {
      throw new Unreadable(`${target ?? live.path}: ${file?.error ?? 'it does not exist or was not asked for'}`);
    }
    const blocks = file.content.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (!blocks) throw new Unreadable(`${file.path} holds no certificate`);
    return blocks;
  },
});
