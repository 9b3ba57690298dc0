import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'network.outside-ports-silent',
  layer: 'infrastructure',
  severity: 'high',
  title: 'From outside, every port but the declared ones is silent',
  failureTitle: 'From outside, a port answers that was not declared',
  why: 'Rules say what should happen; only a packet from outside says what does.',
  references: ['https://attack.mitre.org/techniques/T1595/001/'],
  needs: ['outsidePorts'],
  check({ outsidePorts: { address, results } }, { ingress, probedPorts }) {
    const isDeclared = (port: number) => ingress.some((hole) => hole.protocol === 'tcp' && hole.port === port);
    const loud = results.filter(({ port, state }) => !isDeclared(port) && state !== 'silent');
    const open = results.filter(({ port, state }) => isDeclared(port) && state === 'open').map(({ port }) => port);
    const silent = results.filter(({ port, state }) => !isDeclared(port) && state === 'silent').map(({ port }) => port);
    const evidence = [
      `TCP to ${address}: declared and open ${open.join(', ') || '(none)'}`,
      `TCP to ${address}: silent ${silent.join(', ') || '(none)'}`,
      ...loud.map(({ port, state }) => `TCP to ${address}: ${port} is ${state}`),
    ];
    if (loud.length > 0)
      return fail(evidence, 'Find what answers (sudo ss -lntp) and which firewall lets it through, then close it.');
    const untried = probedPorts.filter((port) => !results.some((result) => result.port === port));
    if (untried.length > 0) return cannotTell(`nobody tried port ${untried.join(', ')}`);
    // Silence proves nothing when nothing gets through at all.
    if (open.length === 0)
      return cannotTell(`no declared port of ${address} answered either: this network may not reach the server at all`);
    if (silent.length === 0) return cannotTell('no other port than the declared ones was tried');
    return pass(evidence);
  },
});
