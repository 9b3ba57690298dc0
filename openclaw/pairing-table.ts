import { columns } from '../policy/columns.ts';
import { printable } from '../policy/printable.ts';
import type { PairedDevice, PairingDevice, Pairings, PendingDevice } from './pairing.ts';

/** What a device calls itself, in words where they are known (OpenClaw 2026.9.6). */
const CLIENTS: Readonly<Record<string, string>> = {
  'openclaw-control-ui': 'browser',
  'openclaw-tui': 'terminal',
  cli: 'command line',
};

/** Who asks and who may, for a person. Pure; `now` for "3 min ago". Ends in a newline. */
export function pairingText(server: string, { pending, paired }: Pairings, now: Date): string {
  const [first] = pending;
  return [
    ...(first === undefined
      ? [`${server}: nobody waits for approval\n`]
      : [
          `${server}: ${pending.length === 1 ? '1 device waits' : `${pending.length} devices wait`} for approval\n\n`,
          columns([['REQUEST', 'WHO', 'FROM', 'ASKED', 'WANTS'], ...pending.map((device) => pendingRow(device, now))]),
          `\nYours? Compare the request with the one on its screen, then: ./sclerite pair ${server} approve ${line(first.requestId)}\n`,
        ]),
    ...(paired.length === 0
      ? []
      : [
          '\n',
          columns([['PAIRED', 'WHO', 'FROM', 'APPROVED', 'SEEN', 'MAY'], ...paired.map((one) => pairedRow(one, now))]),
        ]),
  ].join('');
}

/** For programs: `{schemaVersion: 1, server, pending: […], paired: […]}`, times as ISO 8601. Pure. */
export function pairingJson(server: string, pairings: Pairings): string {
  return `${JSON.stringify({ schemaVersion: 1, server, ...pairings }, null, 2)}\n`;
}

/** `browser on Linux x86_64, from 198.51.100.7`. Pure. */
export const describeDevice = (device: PairingDevice): string => `${who(device)}, from ${from(device)}`;

const pendingRow = (device: PendingDevice, now: Date): readonly string[] => [
  line(device.requestId),
  `${who(device)}${device.isPaired ? ', paired, wants more' : ''}`,
  from(device),
  ago(device.asked, now),
  rights(device),
];

const pairedRow = (device: PairedDevice, now: Date): readonly string[] => [
  line(device.deviceId).slice(0, 12),
  who(device),
  from(device),
  ago(device.approved, now),
  device.isConnected ? 'connected' : device.lastSeen === undefined ? 'never' : ago(device.lastSeen, now),
  rights(device),
];

function who({ client, platform }: PairingDevice): string {
  const name = Object.hasOwn(CLIENTS, client) ? (CLIENTS[client] ?? client) : line(client);
  return platform === '' ? name : `${name} on ${line(platform)}`;
}

const from = (device: PairingDevice): string => (device.from === undefined ? 'the tunnel' : line(device.from));

/** Without the `operator.` that is before nearly all of them. */
const rights = ({ scopes }: PairingDevice): string =>
  scopes.map((scope) => line(scope).replace(/^operator\./, '')).join(', ') || 'nothing';

/** A stranger chose this text: one line, nothing that a terminal obeys, not endless. */
function line(text: string): string {
  const safe = printable(text.replaceAll(/\s+/g, ' ').trim());
  return safe.length > 60 ? `${safe.slice(0, 59)}…` : safe;
}

function ago(then: Date, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - then.getTime()) / 1000));
  if (seconds < 100) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h ago` : then.toISOString().slice(0, 10);
}
