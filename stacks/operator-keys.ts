import { SshKey } from '@cdktf/provider-hcloud/lib/ssh-key';
import { Construct } from 'constructs';
import { kitLabels, type PlannedKey } from './server-plan.ts';

/**
 * The operators' keys at Hetzner. A server that is created with at least one gets no root password by mail; who may log in
 * is decided on the server, by its wanted state.
 */
export class OperatorKeys extends Construct {
  /** For `ssh_keys` of a server. */
  readonly ids: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { project, keys }: { readonly project: string; readonly keys: readonly PlannedKey[] },
  ) {
    super(scope, id);
    this.ids = keys.map(({ name, publicKey, fingerprint, existingId }) =>
      existingId === undefined
        ? new SshKey(this, constructId(fingerprint), {
            name: `${project}-${name}`,
            publicKey,
            labels: kitLabels(project),
          }).id
        : String(existingId),
    );
  }
}

/** By the key itself, so that reordering or renaming operators replaces nothing. */
const constructId = (fingerprint: string) =>
  `Key${fingerprint
    .replace(/^SHA256:/, '')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 16)}`;
