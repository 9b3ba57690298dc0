import { credentialDirectory } from '../../openclaw/paths.ts';
import { comparePath, judgePaths } from '../_path.ts';
import { defineControl } from '../control.ts';

export default defineControl({
  id: 'secrets.credentials-private',
  layer: 'application',
  severity: 'high',
  title: 'Only root reaches the stored secrets',
  failureTitle: 'Others than root reach the stored secrets',
  why: 'Encryption under the host key protects copies, not this machine: whoever may write here decides what token the gateway accepts tomorrow.',
  references: ['https://systemd.io/CREDENTIALS/', 'ANSSI BP-028 R50'],
  wants: () => ({ directories: [{ path: credentialDirectory, mode: '0700', owner: 'root', group: 'root' }] }),
  needs: ['openclawPaths'],
  check({ openclawPaths }) {
    const files = [...openclawPaths.keys()].filter((path) => path.startsWith(`${credentialDirectory}/`));
    return judgePaths(
      [
        comparePath(openclawPaths.get(credentialDirectory), {
          path: credentialDirectory,
          type: 'directory',
          mode: '0700',
          owner: 'root',
          group: 'root',
        }),
        ...files.map((path) =>
          comparePath(openclawPaths.get(path), { path, type: 'file', mode: '0600', owner: 'root', group: 'root' }),
        ),
      ],
      `Close it: sudo chown -R root:root ${credentialDirectory}; sudo chmod 0700 ${credentialDirectory}; sudo chmod 0600 ${credentialDirectory}/*`,
    );
  },
});
