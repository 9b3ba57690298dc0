import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'gateway.ready',
  layer: 'application',
  severity: 'high',
  title: 'The gateway runs and is ready',
  failureTitle: 'The gateway is not ready',
  why: 'A gateway that hangs answers nobody and guards nothing, while its unit still says "active": most silent outages look like this.',
  references: ['https://docs.openclaw.ai/gateway'],
  needs: ['units', 'gatewayReadiness'],
  check({ units, gatewayReadiness: { url, status, because } }) {
    const unit = units[gatewayUnit];
    const evidence = [
      `systemctl show ${gatewayUnit}: ${unit ? `${unit.active} (${unit.sub})` : '(not reported)'}`,
      `${url}: ${status === 0 ? `no answer (${because ?? 'no reason given'})` : status}`,
    ];
    return unit?.active === 'active' && status === 200
      ? pass(evidence)
      : fail(evidence, `See why: sudo systemctl status ${gatewayUnit}; sudo journalctl -u ${gatewayUnit} -n 50`);
  },
});
