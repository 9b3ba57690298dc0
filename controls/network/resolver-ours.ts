import { cannotTell, defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'network.resolver-ours',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'Only the system decides whom programs ask for names',
  failureTitle: 'Somebody else may decide whom programs ask for names',
  why: 'Whoever answers for names decides where the agent goes when it asks for its model, and where updates come from.',
  references: ['https://manpages.debian.org/trixie/systemd-resolved/systemd-resolved.service.8.en.html'],
  needs: ['resolver'],
  check({ resolver: { path, owner, isOthersToWrite, servers } }) {
    const evidence = [`/etc/resolv.conf is ${path}, of ${owner}, asks ${servers.join(', ') || 'nobody'}`];
    const isRoots = owner === 'root' || owner === 'systemd-resolve';
    if (!isRoots || isOthersToWrite)
      return fail(evidence, `sudo chown root:root ${path} && sudo chmod 0644 ${path}, and look who wrote to it`);
    return servers.length > 0 ? pass(evidence) : cannotTell(`${path} names no server, so the C library asks 127.0.0.1`);
  },
});
