import { z } from 'zod';

/** A browser, terminal or app that wants to command the agent, or may. All text is the device's own: escape it to print it. */
export interface PairingDevice {
  /** 64 hexadecimal digits, made from its key. */
  readonly deviceId: string;
  /** What it calls itself: `openclaw-control-ui` (the page), `openclaw-tui`, … */
  readonly client: string;
  readonly platform: string;
  /** Where the gateway saw it; undefined: on its own loopback, so through the tunnel. */
  readonly from: string | undefined;
  /** `operator.admin`, `operator.read`, …; for a node its role alone. */
  readonly scopes: readonly string[];
}

export interface PendingDevice extends PairingDevice {
  readonly requestId: string;
  readonly asked: Date;
  /** It is paired, and asks for more than it has. */
  readonly isPaired: boolean;
}

export interface PairedDevice extends PairingDevice {
  readonly approved: Date;
  readonly lastSeen: Date | undefined;
  readonly isConnected: boolean;
}

/** Newest first. */
export interface Pairings {
  readonly pending: readonly PendingDevice[];
  readonly paired: readonly PairedDevice[];
}

const time = z.number().transform((milliseconds) => new Date(milliseconds));
const device = {
  deviceId: z.string(),
  clientId: z.string().default('unknown'),
  platform: z.string().default(''),
  displayName: z.string().optional(),
  operatorLabel: z.string().optional(),
  roles: z.array(z.string()).default([]),
  scopes: z.array(z.string()).default([]),
  remoteIp: z.string().optional(),
};
const listShape = z.object({
  pending: z.array(z.object({ ...device, requestId: z.string(), ts: time })),
  paired: z.array(
    z.object({ ...device, approvedAtMs: time, lastSeenAtMs: time.optional(), connected: z.boolean().default(false) }),
  ),
});

/** `openclaw devices list --json` (2026.9.6). @throws SyntaxError, ZodError when it is anything else */
export function parsePairings(stdout: string): Pairings {
  const { pending, paired } = listShape.parse(JSON.parse(stdout));
  const known = new Set(paired.map(({ deviceId }) => deviceId));
  return {
    pending: pending
      .map((raw) => ({
        ...shared(raw),
        requestId: raw.requestId,
        asked: raw.ts,
        isPaired: known.has(raw.deviceId),
      }))
      .sort((a, b) => b.asked.getTime() - a.asked.getTime()),
    paired: paired
      .map((raw) => ({
        ...shared(raw),
        approved: raw.approvedAtMs,
        lastSeen: raw.lastSeenAtMs,
        isConnected: raw.connected,
      }))
      .sort((a, b) => b.approved.getTime() - a.approved.getTime()),
  };
}

type RawDevice = z.output<z.ZodObject<typeof device>>;

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

function shared(raw: RawDevice): PairingDevice {
  const { deviceId, clientId, displayName, operatorLabel, platform, remoteIp, roles, scopes } = raw;
  return {
    deviceId,
    client: operatorLabel ?? displayName ?? clientId,
    platform,
    from: remoteIp === undefined || LOOPBACK.test(remoteIp) ? undefined : remoteIp,
    scopes: scopes.length > 0 ? scopes : roles,
  };
}

/** Why OpenClaw's command line did not do it; see {@link pairingFailure}. */
export interface PairingFailure {
  /** `down`: nobody listens, or not yet. `refused`: the gateway, or the command line itself, said no. */
  readonly kind: 'down' | 'refused';
  /** In OpenClaw's own words. */
  readonly words: string;
}

const failureShape = z.object({ error: z.object({ type: z.string(), message: z.string() }) });

/** What a `devices` command with `--json` says when it ends with another code than 0. Pure. */
export function pairingFailure(stdout: string, stderr: string): PairingFailure {
  const parsed = failureShape.safeParse(jsonOf(stdout));
  if (!parsed.success) return { kind: 'refused', words: stderr.trim() || stdout.trim() };
  const { type, message } = parsed.data.error;
  return { kind: type === 'gateway_transport_error' ? 'down' : 'refused', words: message };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Plain words: they are quoted as they are.
  }
}

/** Those whose id is, or begins with, what was typed. Pure. */
export function matchingIds<T>(all: readonly T[], idOf: (one: T) => string, typed: string): readonly T[] {
  const exact = all.filter((one) => idOf(one) === typed);
  return exact.length > 0 ? exact : all.filter((one) => idOf(one).startsWith(typed));
}
