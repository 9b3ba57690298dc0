import { type LookUp, lookUpFrom } from '../../edges/look-up.ts';
import { compareRecord, type DnsRecord, forwardRecords } from '../../policy/dns-records.ts';
import type { Handover } from '../context.ts';

export interface RecordsEdge {
  readonly lookUp?: LookUp;
  readonly env?: NodeJS.ProcessEnv;
  readonly pause?: (ms: number) => Promise<void>;
  /** Milliseconds, monotonic. */
  readonly now?: () => number;
}

/** Somebody has to type them, and name servers take a while to agree; ours in a zone at Hetzner are made already. Seconds. */
const PATIENCE = { elsewhere: 300, here: 60 } as const;
const EVERY_MS = 5_000;

interface Finding {
  readonly record: DnsRecord;
  /** As a sentence's end: `is not there yet`. */
  readonly says: string;
}

/**
 * Waits until the world's DNS leads to this server: a CA that is asked too early fails, and counts it. Where somebody else keeps
 * the records, says which to set. Never the end of a deploy: the tunnel needs no name. SCLERITE_DNS_WAIT_SECONDS sets the
 * patience.
 *
 * @returns whether both addresses are right
 */
export async function awaitRecords({ declared, record, progress }: Handover, edge: RecordsEdge = {}): Promise<boolean> {
  const { exposure } = declared;
  if (exposure === undefined) return true;
  const { env = process.env, pause = sleep, now = () => performance.now() } = edge;
  const lookUp = edge.lookUp ?? lookUpFrom(env);
  const wanted = forwardRecords(exposure, record);
  progress.step(`DNS of ${exposure.name}`);
  let findings = await look(wanted, lookUp);
  if (findings.some(isNeeded) && exposure.zone === undefined) {
    progress.warn(
      `set these records where ${exposure.name} is kept; waiting for them, and Ctrl-C is safe: the next deploy goes on`,
    );
    for (const line of wanted.flatMap(zoneLines)) progress.warn(`  ${line}`);
  }
  const patience = patienceOf(env) ?? (exposure.zone === undefined ? PATIENCE.elsewhere : PATIENCE.here);
  const deadline = now() + patience * 1000;
  while (findings.some(isNeeded) && now() < deadline) {
    const [first] = findings.filter(isNeeded);
    progress.detail(`${first?.record.type} ${first?.says}, ${Math.ceil((deadline - now()) / 1000)} s left`);
    await pause(EVERY_MS);
    findings = await look(wanted, lookUp);
  }
  for (const {
    record: { type, name },
    says,
  } of findings)
    progress.warn(`${name} ${type} ${says}`);
  const isRight = !findings.some(isNeeded);
  if (!isRight) {
    progress.warn(
      `  Next: correct that, then ./sclerite handover ${declared.server}; until then: ./sclerite tunnel ${declared.server}`,
    );
  }
  return isRight;
}

/** A CA goes where the addresses lead. A missing CAA keeps nobody out, which is worth a word and no waiting. */
const isNeeded = ({ record: { type } }: Finding) => type !== 'CAA';

async function look(wanted: readonly DnsRecord[], lookUp: LookUp): Promise<readonly Finding[]> {
  const all = await Promise.all(
    wanted.map(async (record): Promise<Finding[]> => {
      const answer = await lookUp(record.name, record.type);
      if (!answer.ok) return [{ record, says: `could not be asked for: ${answer.because}` }];
      const { missing, surplus } = compareRecord(record, answer.values);
      if (missing.length === 0 && surplus.length === 0) return [];
      if (surplus.length === 0) return [{ record, says: `is not there yet: ${missing.join(', ')}` }];
      return [{ record, says: `leads to ${surplus.join(', ')}; it must be ${record.values.join(' and ')} alone` }];
    }),
  );
  return all.flat();
}

/** As a zone file has it, because every form for records takes these four parts. */
const zoneLines = ({ name, type, values }: DnsRecord) => values.map((value) => `${name}. 300 IN ${type} ${value}`);

function patienceOf({ SCLERITE_DNS_WAIT_SECONDS: text }: NodeJS.ProcessEnv): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
