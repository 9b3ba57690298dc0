import { comparePath, judgePaths } from '../_path.ts';
import { defineControl } from '../control.ts';

const PATH = '/var/lib/systemd/credential.secret';

export default defineControl({
  id: 'secrets.host-key-private',
  layer: 'infrastructure',
  severity: 'critical',
  title: "The key that encrypts the stored secrets is root's alone",
  failureTitle: 'Others can read the key that encrypts the stored secrets',
  why: 'Whoever has this file decrypts every credential of this server, here and in every backup.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd-creds.1.en.html'],
  needs: ['openclawPaths'],
  check: ({ openclawPaths }) =>
    judgePaths(
      [comparePath(openclawPaths.get(PATH), { path: PATH, type: 'file', mode: '0400', owner: 'root', group: 'root' })],
      `Close it: sudo chown root:root ${PATH}; sudo chmod 0400 ${PATH}; if somebody may have read it, change every secret of this server`,
    ),
});
