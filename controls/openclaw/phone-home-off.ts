import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

/** Blind spot: OpenClaw 2026.9.6 also looks up clawhub.ai, and no setting stops that. */
const rules: readonly Rule[] = [
  { path: 'update.checkOnStart', oneOf: [false] },
  { path: 'update.auto.enabled', oneOf: [false, undefined] },
  { path: 'telemetry.enabled', oneOf: [false, undefined] },
  { path: 'models.catalogRefresh.enabled', oneOf: [false] },
  { path: 'discovery.mdns.mode', oneOf: ['off'] },
];

export default defineControl({
  id: 'openclaw.phone-home-off',
  layer: 'application',
  severity: 'medium',
  title: 'OpenClaw does not call home',
  failureTitle: 'OpenClaw calls home',
  why: 'Each call tells somebody that this server exists, which version it runs and when. Two of them are on by default.',
  references: ['https://docs.openclaw.ai/gateway/configuration'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
