import type { SshdSettings } from '../../facts/sshd-effective.ts';
import { AUDITOR } from '../../policy/people.ts';
import { cannotTell, defineControl, fail, pass } from '../control.ts';

/** Closed for everybody. Without a user, `sshd -T` shows them as they are before any `Match`. */
const closed = {
  allowtcpforwarding: 'no',
  allowagentforwarding: 'no',
  allowstreamlocalforwarding: 'no',
  x11forwarding: 'no',
  permittunnel: 'no',
  gatewayports: 'no',
} as const;

type Keyword = keyof typeof closed;
const keywords = Object.keys(closed) as Keyword[];

/** The admin's tunnel to the gateway, and nothing else: see `./sclerite tunnel`. */
const tunnelTargets = (port: number) => [`127.0.0.1:${port}`, `localhost:${port}`];

export default defineControl({
  id: 'ssh.forwarding-local-only',
  layer: 'infrastructure',
  severity: 'medium',
  title: 'SSH forwards nothing but the tunnel to the gateway',
  failureTitle: 'SSH forwards more than the tunnel to the gateway',
  why: 'Forwarding turns a login into a way around the firewall: to services on loopback, to the metadata service, back to the client.',
  references: ['https://man.openbsd.org/sshd_config#AllowTcpForwarding', 'CIS Debian 12 5.1.8'],
  wants: ({ admin, openclaw }) => ({
    sshd: {
      AllowTcpForwarding: 'no',
      AllowAgentForwarding: 'no',
      AllowStreamLocalForwarding: 'no',
      X11Forwarding: 'no',
      PermitTunnel: 'no',
      GatewayPorts: 'no',
    },
    sshdFor: { [admin]: { AllowTcpForwarding: 'local', PermitOpen: tunnelTargets(openclaw.port).join(' ') } },
  }),
  needs: ['sshdEffective', 'sshdForAdmin', 'sshdForAuditor'],
  check({ sshdEffective, sshdForAdmin, sshdForAuditor }, { admin, openclaw }) {
    const targets = tunnelTargets(openclaw.port);
    const views = [
      ['sshd -T', sshdEffective, closed],
      [`sshd -T -C user=${AUDITOR}`, sshdForAuditor, closed],
      [`sshd -T -C user=${admin}`, sshdForAdmin, { ...closed, allowtcpforwarding: 'local' }],
    ] as const;
    const evidence = views.map(([from, view, demand]) => `${from}: ${describe(view, demand)}`);
    const wrong = views.flatMap(([from, view, demand]) =>
      keywords
        .filter((key) => view[key] !== undefined && view[key][0] !== demand[key])
        .map((key) => `${from}: ${key} ${view[key]}`),
    );
    const open = sshdForAdmin.permitopen?.[0]?.split(' ');
    evidence.push(`sshd -T -C user=${admin}: permitopen ${open?.join(' ') ?? '(not reported)'}`);
    if (open?.some((target) => !targets.includes(target))) wrong.push(`permitopen reaches beyond ${targets.join(' ')}`);
    if (wrong.length > 0) return fail(evidence, `Close what is open (${wrong.join('; ')}): run ./sclerite converge.`);
    const missing = views.flatMap(([from, view]) =>
      keywords.filter((key) => view[key] === undefined).map((key) => `${from}: ${key}`),
    );
    if (missing.length > 0 || !open)
      return cannotTell(`sshd did not report ${[...missing, ...(open ? [] : ['permitopen'])].join(', ')}`);
    return pass(evidence);
  },
});

const describe = (view: SshdSettings, demand: Readonly<Record<Keyword, string>>) => {
  const odd = keywords.filter((key) => view[key]?.[0] !== demand[key]);
  return odd.length === 0
    ? keywords.map((key) => `${key} ${demand[key]}`).join(', ')
    : odd.map((key) => `${key} ${view[key]?.[0] ?? '(not reported)'}`).join(', ');
};
