import { defineCommand } from 'citty';
import { quoteRemote } from '../edges/escape.ts';
import { quote } from '../edges/root.ts';
import { secretStore } from '../edges/secret-store.ts';
import { findIdentity } from '../edges/ssh-identity.ts';
import { SUDO_PASSWORD } from '../handover/context.ts';
import { createLink, type Link } from '../handover/link.ts';
import { approveDevice, type CliCommand, devices, rejectDevice, removeDevice } from '../openclaw/cli.ts';
import { matchingIds, type Pairings, pairingFailure, parsePairings } from '../openclaw/pairing.ts';
import { describeDevice, pairingJson, pairingText } from '../openclaw/pairing-table.ts';
import { gatewayUnit } from '../openclaw/paths.ts';
import { KitError, usageError } from '../policy/errors.ts';
import { targetOf } from '../verify/targets.ts';
import { openContext } from './_context.ts';
import { oneServer } from './_one-server.ts';
import { type PairRequest, pairRequest } from './_pair-request.ts';

const FORMATS = { human: pairingText, json: pairingJson };

/** A login, and whoever waits in front of a screen; a server that boots is not waited for. */
const LOGIN_SECONDS = 15;

export default defineCommand({
  meta: {
    name: 'pair',
    description: 'Who asks to command the agent, and who may: over SSH, without a login on the server',
  },
  args: {
    server: { type: 'positional', required: false, description: 'The server (may be left out when there is one)' },
    action: {
      type: 'positional',
      required: false,
      description: 'list (the default), approve, reject (a request), or remove (a paired device)',
    },
    id: { type: 'positional', required: false, description: 'Of the request or the device; its beginning is enough' },
    format: { type: 'string', valueHint: 'FORMAT', description: 'Of the list: human, json', default: 'human' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  async run({ args }) {
    const render = formatOf(args.format);
    const { config, state, servers } = await openContext({ config: args.config });
    const request = pairRequest(args._, servers);
    const server = oneServer('pair', request.server === undefined ? servers : [request.server]);
    const { address, otherAddress, declared } = targetOf(config, state, server);
    const link = createLink({
      target: {
        name: server,
        host: address,
        user: config.admin,
        otherHost: otherAddress,
        keyExchange: declared.keyExchange,
      },
      identity: await findIdentity(config.operators),
      accept: () => declared.pinnedHostKeys,
      password: () => secretStore(state, server).read(SUDO_PASSWORD),
    });
    try {
      await link.login(LOGIN_SECONDS);
      const pairings = parsePairings(await ask(link, server, devices, 'the list of devices'));
      if (request.action === 'list') process.stdout.write(render(server, pairings, new Date()));
      else process.stdout.write(await decide(link, server, pairings, request));
    } finally {
      await link.close();
    }
  },
});

/** @returns what was done, for a person */
async function decide(
  link: Link,
  server: string,
  { pending, paired }: Pairings,
  { action, id }: Exclude<PairRequest, { readonly action: 'list' }>,
): Promise<string> {
  if (action === 'remove') {
    const device = one(
      matchingIds(paired, ({ deviceId }) => deviceId, id),
      id,
      server,
      'paired device',
    );
    await ask(link, server, removeDevice(device.deviceId), 'the removal');
    return `${server}: removed ${describeDevice(device)}; ./sclerite pair ${server} no longer lists it\n`;
  }
  const device = one(
    matchingIds(pending, ({ requestId }) => requestId, id),
    id,
    server,
    'pending request',
  );
  const command = action === 'approve' ? approveDevice : rejectDevice;
  await ask(link, server, command(device.requestId), action === 'approve' ? 'the approval' : 'the rejection');
  return action === 'approve'
    ? `${server}: approved ${describeDevice(device)}; its page connects by itself\n`
    : `${server}: rejected ${describeDevice(device)}\n`;
}

/** @throws E_PAIR_UNKNOWN, E_PAIR_AMBIGUOUS (64) */
function one<T>(found: readonly T[], id: string, server: string, what: string): T {
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw usageError({
    code: only === undefined ? 'E_PAIR_UNKNOWN' : 'E_PAIR_AMBIGUOUS',
    what: `${server} has ${found.length === 0 ? 'no' : found.length} ${what}${found.length > 1 ? 's' : ''} "${id}".`,
    why:
      only === undefined
        ? 'no id begins so. A request ends after five minutes, and whoever asks again gets another id.'
        : 'their ids begin alike.',
    next: `./sclerite pair ${server} shows what there is; a page that waits for approval has to stay open.`,
  });
}

const NOT_RUNNING = 69; // EX_UNAVAILABLE

/** @returns what OpenClaw's command line prints. @throws E_GATEWAY_DOWN, E_PAIR_REFUSED */
async function ask(link: Link, server: string, { argv, timeout }: CliCommand, label: string): Promise<string> {
  const script = [
    `state=$(systemctl is-active ${gatewayUnit}) || { printf '%s' "$state"; exit ${NOT_RUNNING}; }`,
    `exec ${argv.map(quote).join(' ')}`,
  ].join('\n');
  const { exitCode, stdout, stderr } = await link.root(script, { label, timeoutMs: timeout * 1000 });
  if (exitCode === 0) return stdout;
  const { kind, words } =
    exitCode === NOT_RUNNING
      ? { kind: 'down', words: `systemctl says that ${gatewayUnit} is ${stdout.trim()}.` }
      : pairingFailure(stdout, stderr);
  if (kind === 'down') {
    throw new KitError({
      code: 'E_GATEWAY_DOWN',
      what: `The gateway on ${server} does not answer.`,
      why: quoteRemote(words),
      next: `after a start it takes up to a minute; then ./sclerite verify ${server} --only gateway.ready says more.`,
    });
  }
  throw new KitError({
    code: 'E_PAIR_REFUSED',
    what: `OpenClaw on ${server} did not do it: ${label}.`,
    why: quoteRemote(words) || `its command line ended with ${exitCode} and no word.`,
    next: `./sclerite pair ${server} shows how things stand now.`,
  });
}

function formatOf(name: string): (server: string, pairings: Pairings, now: Date) => string {
  const known = Object.entries(FORMATS).find(([format]) => format === name);
  if (known) return known[1];
  throw usageError({
    what: `There is no format "${name}".`,
    why: '--format knows human, json.',
    next: 'for example: ./sclerite pair --format json',
  });
}
