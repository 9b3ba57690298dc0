import { Construct } from 'constructs';
import type { ITerraformDependable } from './cdktf.ts';
import { DataResource } from './cdktf.ts';
import type { HardenedServer } from './hardened-server.ts';

interface HandoverProps {
  /** The server's name in the config. */
  readonly name: string;
  readonly server: HardenedServer;
  /** Digest of everything that handover brings about. */
  readonly digest: string;
  /** Absolute path of the checkout, where `./sclerite` is. */
  readonly root: string;
  /** Absolute path of the operator's config. */
  readonly configFile: string;
  /** What must be made first, beside the server: records that a CA will ask for. @default nothing */
  readonly after?: readonly ITerraformDependable[];
}

/**
 * Runs `./sclerite handover` when the server is another one or the wanted state has changed, inside of the apply: a
 * handover that fails makes the deploy fail, and Terraform runs it again the next time.
 */
export class Handover extends Construct {
  constructor(scope: Construct, id: string, { name, server, digest, root, configFile, after = [] }: HandoverProps) {
    super(scope, id);
    new DataResource(this, 'Run', {
      triggersReplace: { server: server.id, wanted: digest },
      ...(after.length === 0 ? {} : { dependsOn: [...after] }),
      provisioners: [
        {
          type: 'local-exec',
          command: `./sclerite handover ${name}`, // an RFC 1123 label needs no quoting
          workingDir: root,
          environment: {
            SCLERITE_CONFIG: configFile,
            SCLERITE_SERVER_ID: server.id,
            SCLERITE_IPV4: server.ipv4,
            SCLERITE_IPV6: server.ipv6,
          },
        },
      ],
    });
  }
}
