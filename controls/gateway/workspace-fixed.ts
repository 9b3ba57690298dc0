import { group, workspace, workspaceParent } from '../../openclaw/paths.ts';
import { comparePath, judgePaths, type PathRule } from '../_path.ts';
import { defineControl } from '../control.ts';

/**
 * The parent is root's, so the agent cannot put another folder in the workspace's place; the workspace is sticky, so it can
 * neither change nor move what root laid into it.
 */
const rules: readonly PathRule[] = [
  { path: workspaceParent, type: 'directory', mode: '0755', owner: 'root', group: 'root' },
  { path: workspace, type: 'directory', mode: '1770', owner: 'root', group },
];

export default defineControl({
  id: 'gateway.workspace-fixed',
  layer: 'agent',
  severity: 'high',
  title: 'The agent cannot replace the files that root laid into its workspace',
  failureTitle: 'The agent could replace the files that root laid into its workspace',
  why: 'The rules an agent is given lie in its workspace. If it can rename the folder or a file in it, it can rewrite its own rules.',
  references: ['https://docs.openclaw.ai/concepts/agent-workspace', 'ANSSI BP-028 R54'],
  wants: () => ({ directories: rules.map(({ path, mode, owner, group }) => ({ path, mode, owner, group })) }),
  needs: ['openclawPaths'],
  check: ({ openclawPaths }) =>
    judgePaths(
      rules.map((rule) => comparePath(openclawPaths.get(rule.path), rule)),
      `Give it back: sudo chown root:root ${workspaceParent}; sudo chown root:${group} ${workspace}; sudo chmod 0755 ${workspaceParent}; sudo chmod 1770 ${workspace}`,
    ),
});
