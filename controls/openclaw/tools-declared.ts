import { setting } from '../../facts/openclaw-settings.ts';
import { deniedTools, grantedTools } from '../../openclaw/tools.ts';
import { defineControl, fail, pass } from '../control.ts';
import { evidenceOf } from './_settings.ts';

const paths = ['tools.profile', 'tools.allow', 'tools.alsoAllow', 'tools.deny', 'tools.fs.workspaceOnly'] as const;

const words = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];

export default defineControl({
  id: 'openclaw.tools-declared',
  layer: 'agent',
  severity: 'high',
  title: 'The agent has the tools that were granted, and no other',
  failureTitle: 'The agent has tools that nobody granted',
  why: 'Out of the box it has more than fifty, among them those that write files, change the gateway and fetch web pages. Each is something an injected sentence can use.',
  references: ['https://docs.openclaw.ai/gateway/config-tools/tool-policy'],
  needs: ['openclawSettings'],
  check({ openclawSettings }, { openclaw: { tools } }) {
    const granted = grantedTools(tools.allow);
    const [profile, allow, alsoAllow, deny, workspaceOnly] = paths.map((path) => setting(openclawSettings, path));
    const extra = words(alsoAllow).filter((tool) => !granted.includes(tool));
    const missing = deniedTools(granted).filter((tool) => !words(deny).includes(tool));
    const evidence = paths.map((path) => evidenceOf(openclawSettings, path));
    const isNarrow =
      (profile === 'messaging' || profile === 'minimal') && allow === undefined && workspaceOnly === true;
    if (isNarrow && extra.length === 0 && missing.length === 0) return pass(evidence);
    return fail(
      [
        ...evidence,
        ...(extra.length > 0 ? [`not granted in the config of this kit: ${extra.join(', ')}`] : []),
        ...(missing.length > 0 ? [`no longer denied: ${missing.join(', ')}`] : []),
      ],
      'Grant a tool under openclaw.tools.allow of sclerite.config.ts, or run ./sclerite converge to take it away',
    );
  },
});
