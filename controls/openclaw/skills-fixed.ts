import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'agents.defaults.skills', oneOf: [[]] },
  { path: 'skills.install.allowUploadedArchives', oneOf: [false] },
  { path: 'skills.workshop.autonomous.mode', oneOf: ['off'] },
  { path: 'gateway.nodes.allowSkills', oneOf: [false] },
];

export default defineControl({
  id: 'openclaw.skills-fixed',
  layer: 'agent',
  severity: 'high',
  title: 'The agent gets no new skills by itself',
  failureTitle: 'The agent can be given new skills',
  why: "A skill is a stranger's text that the agent obeys. Hundreds of malicious ones were published in the first year.",
  references: ['https://docs.openclaw.ai/tools/skills'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
