import { cloudReadings, type HetznerApi } from '../edges/hetzner.ts';
import { probePorts } from '../edges/outside.ts';
import { patient } from '../edges/patience.ts';
import { connect } from '../edges/ssh.ts';
import type { Identity } from '../edges/ssh-identity.ts';
import { KitError } from '../policy/errors.ts';
import { auditorLogin } from './auditor-login.ts';
import type { Login } from './early-login.ts';
import type { Eyes } from './target.ts';

/** Where `host` logs in. */
const SSH_PORT = 22;
const FACTS_TIMEOUT_MS = patient(30_000);
/** `openclaw security audit` alone takes 5 s on two cores. */
const FRESH_TIMEOUT_MS = patient(180_000);

/** The real eyes: SSH as the auditor, TCP from here, the cloud's API. @param login how to log in, or who has begun to */
export function realEyes(identity: Identity, api: HetznerApi, login: Login = connect): Eyes {
  return {
    async host(target, fresh, onAsked) {
      const { address, otherAddress } = target;
      const { server: name, pinnedHostKeys: accept, keyExchange } = target.declared;
      const way = auditorLogin({ name, address, otherAddress, accept, identity, keyExchange });
      const session = await login(way.target, way.options);
      try {
        const answering = session.run(fresh ? 'facts --fresh' : 'facts', {
          timeoutMs: fresh ? FRESH_TIMEOUT_MS : FACTS_TIMEOUT_MS,
          label: 'the collector',
        });
        onAsked(session.answerMs);
        const answer = await answering;
        if (answer.exitCode !== 0) {
          throw new KitError({
            code: 'E_FACTS',
            what: `${target.declared.server} (${target.address}) did not give its facts.`,
            why: answer.stderr.trim() || `its collector ended with ${answer.exitCode} and said nothing.`,
            next: 'run ./sclerite converge: it puts the collector back as it should be.',
          });
        }
        const { hostKey, methodsOffered, kex } = session.seen;
        return { document: answer.stdout, handshake: { hostKey, methodsOffered, kex } };
      } finally {
        // Nobody waits for the farewell: it would be one more way there and back.
        void session.close();
      }
    },
    ports: ({ address, declared }, sshAnswered) =>
      probePorts(address, declared.probedPorts, { port: SSH_PORT, ms: sshAnswered }),
    cloud: (target) => cloudReadings(api, target.serverId),
  };
}
