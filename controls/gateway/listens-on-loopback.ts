import type { GatewaySocket } from '../../facts/gateway-sockets.ts';
import { gatewayUnit } from '../../openclaw/paths.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

const loopback: readonly string[] = ['127.0.0.1', '::1'];
const describe = ({ protocol, address, port }: GatewaySocket) => `${protocol} ${address} port ${port}`;

export default defineControl({
  id: 'gateway.listens-on-loopback',
  layer: 'application',
  severity: 'critical',
  title: 'The gateway listens on its one port, and on loopback only',
  failureTitle: 'The gateway listens where it should not',
  why: 'Gateways found open on the internet were the first mass compromise of OpenClaw. Behind loopback, a wrong firewall rule exposes nothing.',
  references: ['https://docs.openclaw.ai/gateway/security/exposure-runbook'],
  needs: ['gatewaySockets'],
  check({ gatewaySockets }, { openclaw: { port } }) {
    const isWanted = (socket: GatewaySocket) =>
      socket.protocol === 'tcp' && socket.port === port && loopback.includes(socket.address);
    const evidence = gatewaySockets.map((socket) => `ss --cgroup: ${gatewayUnit} holds ${describe(socket)}`);
    if (!gatewaySockets.every(isWanted)) {
      return fail(evidence, `See which process it is: sudo ss -lntup; wanted are 127.0.0.1 and ::1, port ${port}`);
    }
    return evidence.length === 0 ? cannotTell(`ss --cgroup: ${gatewayUnit} listens nowhere`) : pass(evidence);
  },
});
