import type { Declared } from '../../policy/declared.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Which unit may hold a port that something is declared for, on any address. */
const ownerOf = (port: number, { openclaw, exposure }: Declared): string | undefined => {
  if (port === 22) return 'ssh.service';
  if (port === openclaw.port) return 'openclaw-gateway.service';
  return exposure && (port === 80 || port === 443) ? 'nginx.service' : undefined;
};

export default defineControl({
  id: 'network.listeners-owned',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Each declared port is held by the unit that it was declared for',
  failureTitle: 'A declared port is held by something else',
  why: 'The firewall opens ports and not programs: whoever gets hold of an open port, or of the gateway’s own, is taken for the service.',
  references: ['ANSSI BP-028 R80', 'https://attack.mitre.org/techniques/T1557/'],
  needs: ['listeners'],
  check({ listeners }, declared) {
    const held = listeners.flatMap((listener) => {
      const owner = listener.protocol === 'tcp' ? ownerOf(listener.port, declared) : undefined;
      return owner === undefined ? [] : [{ ...listener, owner }];
    });
    const line = ({ address, port, unit, processes }: (typeof held)[number]) =>
      `ss: tcp ${address}:${port} held by ${unit ?? '(the kernel does not say)'}, ${processes.join(', ') || 'no process'}`;
    const wrong = held.filter(({ unit, owner }) => unit !== undefined && unit !== owner);
    if (wrong.length > 0)
      return fail(
        wrong.map((socket) => `${line(socket)}, wanted ${socket.owner}`),
        'See what it is and stop it: sudo ss -lntp --cgroup',
      );
    const untold = held.filter(({ unit }) => unit === undefined);
    return untold.length > 0 ? cannotTell(untold.map(line).join('; ')) : pass(held.map(line));
  },
});
