import { certbotDirectory, certificateKey, lineage } from '../../proxy/paths.ts';
import { isExposed } from '../_exposed.ts';
import { comparePath, judgePaths } from '../_path.ts';
import { cannotTell, defineControl } from '../control.ts';

const ARCHIVE = `${certbotDirectory}/archive/${lineage}/`;

export default defineControl({
  id: 'tls.key-private',
  layer: 'communication',
  severity: 'critical',
  title: "Only root can read the certificate's keys, the old ones too",
  failureTitle: "Somebody else than root can read a certificate's key",
  why: 'Whoever has the key is the server, to everybody, until the certificate ends.',
  references: ['RFC 9325, 7.4', 'CWE-732'],
  appliesTo: isExposed,
  needs: ['proxyKeys'],
  check({ proxyKeys }) {
    const entries = Object.values(proxyKeys);
    // The name that nginx reads is certbot's link; what counts is where it leads.
    const keys = entries.filter(
      ({ path, type }) => path.startsWith(`${ARCHIVE}privkey`) || (path === certificateKey && type === 'file'),
    );
    if (keys.length === 0) return cannotTell(`there is no key in ${ARCHIVE} yet`);
    return judgePaths(
      keys.map(({ path }) =>
        comparePath(proxyKeys[path], { path, type: 'file', mode: '0600', owner: 'root', group: 'root' }),
      ),
      `sudo chmod 0600 ${ARCHIVE}privkey*.pem; when somebody may have read it: sudo /usr/local/libexec/sclerite/certificate --force`,
    );
  },
});
