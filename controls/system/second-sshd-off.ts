import { defineControl } from '../control.ts';
import { judgeMasked, masked } from './_units.ts';

const UNITS = ['sshd-unix-local.socket', 'sshd-vsock.socket'];

export default defineControl({
  id: 'system.second-sshd-off',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'SSH has no other door than its port',
  failureTitle: "SSH listens behind the firewall's back",
  why: 'systemd opens SSH on a local socket, and on a virtual one towards the hypervisor, without being asked: neither is seen by a firewall or by a scan.',
  references: ['https://manpages.debian.org/trixie/systemd/systemd-ssh-generator.8.en.html'],
  wants: () => ({ units: masked(UNITS) }),
  needs: ['units'],
  check: ({ units }) => judgeMasked(units, UNITS),
});
