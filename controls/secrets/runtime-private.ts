import { secretsUsed } from '../../openclaw/config.ts';
import { runtimeFile } from '../../openclaw/credentials.ts';
import { gatewayUnit, group, runtimeDirectory, user } from '../../openclaw/paths.ts';
import { comparePath, judgePaths } from '../_path.ts';
import { defineControl } from '../control.ts';

export default defineControl({
  id: 'secrets.runtime-private',
  layer: 'application',
  severity: 'high',
  title: 'Only the gateway can read its decrypted secrets',
  failureTitle: 'Others can read the decrypted secrets of the gateway',
  why: 'While the gateway runs its keys lie in memory as plain files; their modes are all that keeps other accounts away.',
  references: ['https://systemd.io/CREDENTIALS/'],
  needs: ['openclawPaths'],
  check({ openclawPaths }, { openclaw }) {
    const wanted = secretsUsed(openclaw).map(runtimeFile);
    const others = [...openclawPaths.keys()].filter(
      (path) => path.startsWith(`${runtimeDirectory}/`) && !wanted.includes(path),
    );
    return judgePaths(
      [
        comparePath(openclawPaths.get(runtimeDirectory), {
          path: runtimeDirectory,
          type: 'directory',
          mode: '0700',
          owner: user,
          group,
        }),
        ...[...wanted, ...others].map((path) =>
          comparePath(openclawPaths.get(path), { path, type: 'file', mode: '0400', owner: user, group }),
        ),
      ],
      `Lay them anew: sudo systemctl restart ${gatewayUnit}`,
    );
  },
});
