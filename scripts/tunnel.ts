import { defineCommand } from 'citty';
import { createProgress } from '../edges/progress.ts';
import { secretStore } from '../edges/secret-store.ts';
import { connect } from '../edges/ssh.ts';
import { findIdentity } from '../edges/ssh-identity.ts';
import { openTunnel } from '../edges/tunnel.ts';
import { listenLocally } from '../edges/tunnel-port.ts';
import { gatewayToken } from '../openclaw/credentials.ts';
import { usageError } from '../policy/errors.ts';
import { targetOf } from '../verify/targets.ts';
import { openContext } from './_context.ts';
import { oneServer } from './_one-server.ts';
import { tunnelHints } from './_tunnel-hints.ts';
import { untilAskedToEnd } from './_until-asked-to-end.ts';

export default defineCommand({
  meta: { name: 'tunnel', description: 'Open the gateway of a server on this machine, over SSH, until Ctrl-C' },
  args: {
    server: { type: 'positional', required: false, description: 'The server (may be left out when there is one)' },
    port: { type: 'string', valueHint: 'PORT', description: "Port here (default: the gateway's own, else a free one)" },
    showToken: { type: 'boolean', description: "Show the gateway's token, which whoever comes must give" },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  async run({ args }) {
    const demanded = args.port === undefined ? undefined : portOf(args.port);
    const { config, state, servers } = await openContext({ config: args.config, servers: args._ });
    const server = oneServer('tunnel', servers);
    const { declared, address, otherAddress } = targetOf(config, state, server);
    const { port: remotePort, controlUi } = declared.openclaw;
    const identity = await findIdentity(config.operators);
    const { listener, port, insteadOf } = await listenLocally(remotePort, demanded);
    const asked = untilAskedToEnd();
    const progress = createProgress({ label: server });
    try {
      if (insteadOf !== undefined) progress.warn(`port ${remotePort} is taken here (${insteadOf}): using ${port}`);
      progress.step(`logging in at ${address}`);
      const tunnel = await openTunnel({
        server,
        remotePort,
        listener,
        progress,
        login: () =>
          connect(
            {
              name: server,
              host: address,
              user: config.admin,
              otherHost: otherAddress,
              keyExchange: config.ssh.keyExchange,
            },
            { accept: declared.pinnedHostKeys, identity },
          ),
      });
      const url = `http://127.0.0.1:${port}`;
      const token = args.showToken ? secretStore(state, server).read(gatewayToken)?.reveal() : undefined;
      progress.end('the tunnel is open; Ctrl-C closes it');
      for (const line of tunnelHints({ url, server, controlUi, token })) process.stderr.write(`  ${line}\n`);
      process.stdout.write(`${url}\n`);
      await Promise.race([asked.promise, tunnel.ended]);
      await tunnel.close();
      progress.end(`closed: ${await asked.promise}`);
      return 0;
    } catch (error) {
      progress.end();
      throw error;
    } finally {
      asked.stop();
      listener.close();
    }
  },
});

/** @throws E_USAGE (64) */
function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw usageError({
    what: `--port ${JSON.stringify(text)} is not a port.`,
    why: 'a port is a whole number from 1 to 65535.',
    next: 'for example --port 18790; left out, a free one is found.',
  });
}
