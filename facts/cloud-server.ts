import { defineFact, Unreadable } from './fact.ts';

/** The part of the API's server that is read here. */
export interface CloudServer {
  readonly id: number;
  readonly name: string;
  readonly public_net: {
    readonly firewalls: readonly { readonly id: number; readonly status: 'applied' | 'pending' }[];
  };
}

/** This server as the cloud's API shows it. */
export const cloudServer = defineFact<CloudServer>({
  title: 'the server in the cloud API',
  speed: 'fast',
  source: () => ({ kind: 'cloud', view: 'server' }),
  parse(reading) {
    if (reading.kind !== 'view') throw new Unreadable(`expected a view, got ${reading.kind}`);
    const server = (reading.value as { server?: CloudServer } | null)?.server;
    if (!Array.isArray(server?.public_net?.firewalls))
      throw new Unreadable('the API showed no server with a public net');
    return server;
  },
});
