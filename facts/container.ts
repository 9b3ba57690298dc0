import { defineFact, Unreadable } from './fact.ts';

/**
 * The container that this server is, as systemd-detect-virt(1) names it; `none` for a machine with a kernel of its own, virtual or
 * not. In a container most kernel settings, modules, AppArmor and auditd are its host's: it can neither set nor judge them.
 */
export const container = defineFact<string>({
  title: 'whether the server is a container',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/systemd-detect-virt', '--container'] }),
  parse(reading) {
    if (reading.kind !== 'command') throw new Unreadable(`expected the output of a command, got ${reading.kind}`);
    const name = reading.stdout.trim();
    // 1 and `none`: no container. Anything else that does not end with 0 is a failure.
    if (name === '' || (reading.exit !== 0 && !(reading.exit === 1 && name === 'none')))
      throw new Unreadable(`systemd-detect-virt ended with ${reading.exit}: ${reading.stderr.trim() || name}`);
    return name;
  },
});
