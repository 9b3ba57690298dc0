import { Construct } from 'constructs';
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
}

/**
 * Runs `./sclerite handover` when the server is another one or the wanted state has changed, inside of the apply: a
 * handover that fails makes the deploy fail, and Terraform runs it again the next time.
 */
export class Handover extends Construct {
  constructor(scope: Construct, id: string, { name, server, digest, root, configFile }: HandoverProps) {
    super(scope, id);
    new DataResource(this, 'Run', {
      triggersReplace: { server: server.id, wanted: digest },
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
