import { group, home, stateDirectory, user } from '../../openclaw/paths.ts';
import { comparePath, judgePaths, type PathRule } from '../_path.ts';
import { defineControl } from '../control.ts';

const rules: readonly PathRule[] = [home, stateDirectory].map((path) => ({
  path,
  type: 'directory',
  mode: '0700',
  owner: user,
  group,
}));

export default defineControl({
  id: 'gateway.state-private',
  layer: 'application',
  severity: 'high',
  title: "Nobody but the gateway can enter OpenClaw's state",
  failureTitle: "Others can enter OpenClaw's state",
  why: 'Transcripts, paired devices and sessions lie there. Whoever reads them reads every conversation; whoever writes them is a paired device.',
  references: ['https://docs.openclaw.ai/gateway/security', 'ANSSI BP-028 R50'],
  wants: () => ({ directories: rules.map(({ path, mode, owner, group }) => ({ path, mode, owner, group })) }),
  needs: ['openclawPaths'],
  check: ({ openclawPaths }) =>
    judgePaths(
      rules.map((rule) => comparePath(openclawPaths.get(rule.path), rule)),
      `Close it: sudo chown ${user}:${group} ${home} ${stateDirectory} && sudo chmod 0700 ${home} ${stateDirectory}`,
    ),
});
