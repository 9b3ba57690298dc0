import { openclawConfigText } from '../../openclaw/config.ts';
import { configDirectory, configFile, group, user } from '../../openclaw/paths.ts';
import { comparePath, judgePaths, type PathRule } from '../_path.ts';
import { defineControl } from '../control.ts';

const folder: PathRule = { path: configDirectory, type: 'directory', mode: '0755', owner: 'root', group: 'root' };
/** The gateway refuses a config that its group may read, and it must be able to read it itself. */
const file: PathRule = { path: configFile, type: 'file', mode: '0600', owner: user, group };

export default defineControl({
  id: 'gateway.config-private',
  layer: 'application',
  severity: 'high',
  title: "OpenClaw's config is private, and its folder is root's",
  failureTitle: "Others can read or replace OpenClaw's config",
  why: 'The config says whom the agent obeys and what it may do. Whoever can replace the file, or the folder it stands in, owns the agent.',
  references: ['https://docs.openclaw.ai/gateway/security', 'ANSSI BP-028 R50'],
  wants: ({ openclaw }) => ({
    directories: [{ path: folder.path, mode: folder.mode, owner: folder.owner, group: folder.group }],
    files: [
      {
        path: file.path,
        content: openclawConfigText(openclaw),
        mode: file.mode,
        owner: file.owner,
        group: file.group,
      },
    ],
  }),
  needs: ['openclawPaths'],
  check: ({ openclawPaths }) =>
    judgePaths(
      [folder, file].map((rule) => comparePath(openclawPaths.get(rule.path), rule)),
      `Close it: sudo chown root:root ${configDirectory}; sudo chmod 0755 ${configDirectory}; sudo chown ${user}:${group} ${configFile}; sudo chmod 0600 ${configFile}`,
    ),
});
