import { KitError } from '../../policy/errors.ts';
import type { Reading } from '../fact.ts';

/** What one run of the collector came to. */
export interface FactsDocument {
  /** Unix seconds on the server's clock, at the end of the run. */
  readonly now: number;
  readonly host: { readonly name: string; readonly kernel: string };
  /** SHA-256 of the collector and the manifest that took these readings. */
  readonly digest: string;
  readonly readings: Readonly<Record<string, Reading>>;
}

const VERSION = '1';

/**
 * Takes the frame off: `sclerite-facts 1 <bytes>`, a line break, that many bytes of JSON.
 *
 * @throws KitError E_FACTS_NONE, E_FACTS_VERSION, E_FACTS_TRUNCATED or E_FACTS_DAMAGED
 */
export function parseDocument(text: string): FactsDocument {
  const header = /^sclerite-facts (\S+) (\d+)\n/.exec(text);
  if (!header) {
    throw new KitError({
      code: 'E_FACTS_NONE',
      what: 'The server did not answer with facts.',
      why:
        text === '' ? 'it answered nothing at all.' : `its answer begins with ${JSON.stringify(text.slice(0, 120))}.`,
      next: 'look at its own words: sudo journalctl -u "sclerite-facts*" -n 50; then run ./sclerite converge.',
    });
  }
  const [frame, version, length] = header as unknown as [string, string, string];
  if (version !== VERSION) {
    throw new KitError({
      code: 'E_FACTS_VERSION',
      what: `The server's collector speaks version ${version}, and this is version ${VERSION}.`,
      why: 'another version of the kit installed it.',
      next: 'run ./sclerite converge: it installs the collector that belongs to this version.',
    });
  }
  const body = text.slice(frame.length);
  const got = Buffer.byteLength(body);
  if (got !== Number(length)) {
    throw new KitError({
      code: 'E_FACTS_TRUNCATED',
      what: `The server's answer has ${got} bytes, and it announced ${length}.`,
      why: 'the connection ended in the middle, or something else wrote into it.',
      next: 'run the same command again.',
    });
  }
  return checked(body);
}

function checked(body: string): FactsDocument {
  let value: unknown;
  let cause: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    cause = error;
  }
  if (isDocument(value)) return value;
  throw new KitError({
    code: 'E_FACTS_DAMAGED',
    what: "The server's facts are not what they should be.",
    why: cause instanceof Error ? cause.message : 'now, host, digest or readings is missing or of another kind.',
    next: 'run ./sclerite converge: it installs the collector that belongs to this version.',
    cause,
  });
}

function isDocument(value: unknown): value is FactsDocument {
  if (!isRecord(value) || !isRecord(value.host) || !isRecord(value.readings)) return false;
  const { now, digest, readings } = value;
  return typeof now === 'number' && typeof digest === 'string' && Object.values(readings).every(isReading);
}

const isReading = (value: unknown) =>
  isRecord(value) && typeof value.kind === 'string' && typeof value.at === 'number' && typeof value.ms === 'number';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
