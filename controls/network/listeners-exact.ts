import type { Listener } from '../../facts/listeners.ts';
import { defineControl, fail, pass } from '../control.ts';

/** A DHCP client waits here for its server's answers, IPv4 and IPv6. */
const DHCP_CLIENT = [68, 546];

/** systemd-resolved answers neighbours' name questions (LLMNR, 5355) unless told not to. */
const RESOLVER_CONF = '/etc/systemd/resolved.conf.d/sclerite.conf';
const RESOLVER_UNIT = 'sclerite-resolver.service';

export default defineControl({
  id: 'network.listeners-exact',
  layer: 'infrastructure',
  severity: 'high',
  title: 'Nothing but the declared services waits for packets from the network',
  failureTitle: 'Something that was not declared waits for packets from the network',
  why: 'A firewall rule is one mistake away from being gone; what does not listen needs no firewall.',
  references: ['ANSSI BP-028 R80', 'CIS Debian 12 2.1.22'],
  wants: () => ({
    files: [
      {
        path: RESOLVER_CONF,
        content: '# Owned by Sclerite and replaced as a whole.\n[Resolve]\nLLMNR=no\nMulticastDNS=no\n',
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
      {
        path: `/etc/systemd/system/${RESOLVER_UNIT}`,
        // An image may come without systemd-resolved: only one that runs is told.
        content: [
          '[Unit]',
          'Description=Tell the resolver to leave its neighbours alone',
          'After=systemd-resolved.service',
          '[Service]',
          'Type=oneshot',
          'RemainAfterExit=yes',
          'ExecStart=/usr/bin/systemctl try-restart systemd-resolved.service',
          '[Install]',
          'WantedBy=multi-user.target',
          '',
        ].join('\n'),
        mode: '0644',
        owner: 'root',
        group: 'root',
      },
    ],
    directories: [{ path: '/etc/systemd/resolved.conf.d', mode: '0755', owner: 'root', group: 'root' }],
    units: [
      {
        name: RESOLVER_UNIT,
        enabled: 'enabled',
        active: true,
        watches: [RESOLVER_CONF, `/etc/systemd/system/${RESOLVER_UNIT}`],
      },
    ],
  }),
  needs: ['listeners'],
  check({ listeners }, { ingress, openclaw }) {
    const isExpected = ({ protocol, port }: Listener) =>
      ingress.some((hole) => hole.protocol === protocol && hole.port === port) ||
      (protocol === 'udp' && DHCP_CLIENT.includes(port)) ||
      // gateway.loopback-only judges the gateway's own port.
      (protocol === 'tcp' && port === openclaw.port);
    const reachable = listeners.filter(({ isLoopback }) => !isLoopback);
    const extra = reachable.filter((listener) => !isExpected(listener));
    const describe = ({ protocol, address, port, processes }: Listener) =>
      `ss: ${protocol} ${address}:${port} held by ${processes.join(', ') || '(the kernel does not say)'}`;
    if (extra.length > 0)
      return fail(extra.map(describe), 'Stop it, bind it to 127.0.0.1, or declare it: sudo ss -lntup');
    return pass([...reachable.map(describe), `ss: ${listeners.length - reachable.length} more on loopback only`]);
  },
});
