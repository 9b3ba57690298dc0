import { cloudReadings, type HetznerApi } from '../edges/hetzner.ts';
import { probePorts } from '../edges/outside.ts';
import { connect } from '../edges/ssh.ts';
import type { Identity } from '../edges/ssh-identity.ts';
import { KitError } from '../policy/errors.ts';
import type { Eyes } from './target.ts';

/** The account that may ask for the facts and nothing else; see docs/design.md, "Who may do what". */
const AUDITOR = 'auditor';
const CONNECT_TIMEOUT_MS = 10_000;
const FACTS_TIMEOUT_MS = 30_000;
/** `openclaw security audit` alone takes 5 s on two cores. */
const FRESH_TIMEOUT_MS = 180_000;

/** The real eyes: SSH as the auditor, TCP from here, the cloud's API. */
export function realEyes(identity: Identity, api: HetznerApi): Eyes {
  return {
    async host(target, fresh) {
      const session = await connect(
        { name: target.declared.server, host: target.address, user: AUDITOR, otherHost: target.otherAddress },
        { accept: target.declared.pinnedHostKeys, identity, timeoutMs: CONNECT_TIMEOUT_MS },
      );
      try {
        const answer = await session.run(fresh ? 'facts --fresh' : 'facts', {
          timeoutMs: fresh ? FRESH_TIMEOUT_MS : FACTS_TIMEOUT_MS,
          label: 'the collector',
        });
        if (answer.exitCode !== 0) {
          throw new KitError({
            code: 'E_FACTS',
            what: `${target.declared.server} (${target.address}) did not give its facts.`,
            why: answer.stderr.trim() || `its collector ended with ${answer.exitCode} and said nothing.`,
            next: 'run ./sclerite deploy: it puts the collector back as it should be.',
          });
        }
        const { hostKey, methodsOffered, kex } = session.seen;
        return { document: answer.stdout, handshake: { hostKey, methodsOffered, kex } };
      } finally {
        await session.close();
      }
    },
    ports: (target) => probePorts(target.address, target.declared.probedPorts),
    cloud: (target) => cloudReadings(api, target.serverId),
  };
}
