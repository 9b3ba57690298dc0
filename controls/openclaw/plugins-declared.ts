import { setting } from '../../facts/openclaw-settings.ts';
import { openclawConfig } from '../../openclaw/config.ts';
import { defineControl, fail, pass } from '../control.ts';
import { evidenceOf } from './_settings.ts';

const [ENABLED, ALLOW, LOAD] = ['plugins.enabled', 'plugins.allow', 'plugins.load'] as const;

export default defineControl({
  id: 'openclaw.plugins-declared',
  layer: 'application',
  severity: 'high',
  title: 'OpenClaw loads the plugins it needs, and no other',
  failureTitle: 'OpenClaw may load plugins that nobody asked for',
  why: 'A plugin runs inside the gateway with all its keys. Without a list every bundled one loads, and one named in the config is downloaded at the next start.',
  references: ['https://docs.openclaw.ai/tools/plugin'],
  needs: ['openclawSettings'],
  check({ openclawSettings }, { openclaw }) {
    const wanted = (openclawConfig(openclaw) as { plugins: { allow: readonly string[] } }).plugins.allow;
    const allow = setting(openclawSettings, ALLOW);
    const evidence = [ENABLED, ALLOW, LOAD].map((path) => evidenceOf(openclawSettings, path));
    // The list may be shorter, and empty when plugins are off altogether; a load path brings in what no list names.
    const isNarrow = Array.isArray(allow) && allow.every((plugin) => wanted.includes(plugin));
    return isNarrow && setting(openclawSettings, LOAD) === undefined
      ? pass(evidence)
      : fail(
          evidence,
          `Wanted: ${ALLOW} ${JSON.stringify(wanted)} and no ${LOAD}. Run ./sclerite converge: it writes the config anew`,
        );
  },
});
