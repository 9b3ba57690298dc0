import { defineControl } from '../control.ts';
import { judgeSettings, type Rule } from './_settings.ts';

const rules: readonly Rule[] = [
  { path: 'gateway.nodes.pairing.autoApproveLocal', oneOf: [false] },
  { path: 'gateway.nodes.pairing.sshVerify', oneOf: [false] },
  { path: 'gateway.nodes.pairing.autoApproveCidrs', oneOf: [[], undefined] },
  { path: 'gateway.auth.trustedProxy.deviceAutoApprove.enabled', oneOf: [false, undefined] },
];

export default defineControl({
  id: 'openclaw.pairing-manual',
  layer: 'communication',
  severity: 'critical',
  title: "No device is paired without somebody's approval",
  failureTitle: "Devices are paired without anybody's approval",
  why: 'A paired device is an owner. By default whoever comes from loopback is paired silently, and that includes everybody with an SSH tunnel.',
  references: ['https://docs.openclaw.ai/gateway/pairing'],
  needs: ['openclawSettings'],
  check: ({ openclawSettings }) => judgeSettings(openclawSettings, rules),
});
