import { escapeLine } from './escape.ts';

/** Where a long piece of work says what it is doing. Any text may be remote: it is escaped here. */
export interface Progress {
  /** The next piece of work begins; the one before it is over. */
  step(text: string): void;
  /** What the current piece is at: replaces the former detail. */
  detail(text: string): void;
  /** Stays on the screen. */
  warn(text: string): void;
  /** All is over; says so when there is something to say. */
  end(text?: string): void;
}

export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** Stands before each line: several servers may be worked on at once. */
  readonly label: string;
  /** @default process.stderr: stdout belongs to reports */
  readonly stream?: ProgressStream;
  /** Milliseconds, monotonic. @default performance.now */
  readonly now?: () => number;
}

/** Where lines stay, a detail is repeated at most this often: a log is read, not watched. */
const DETAIL_EVERY_MS = 10_000;

/** A live line on a terminal, plain lines with seconds elsewhere. */
export function createProgress({
  label,
  stream = process.stderr,
  now = () => performance.now(),
}: ProgressOptions): Progress {
  const begun = now();
  const seconds = () => ((now() - begun) / 1000).toFixed(1).padStart(6);
  const live = stream.isTTY === true;
  let step = '';
  let detail = '';
  let saidAt = Number.NEGATIVE_INFINITY;

  const line = (text: string) => `${seconds()} s  ${label}: ${text}`;
  const clear = () => (live ? '\r\u001b[K' : '');
  const draw = () => {
    if (!live || step === '') return;
    const text = line(detail === '' ? step : `${step} (${detail})`);
    stream.write(`${clear()}${text.slice(0, Math.max(20, (stream.columns ?? 80) - 1))}`);
  };
  const keep = (text: string) => {
    stream.write(`${clear()}${line(text)}\n`);
    draw();
  };

  return {
    step(text) {
      if (live && step !== '') stream.write(`${clear()}${line(`${step}: done`)}\n`);
      step = escapeLine(text);
      detail = '';
      if (live) draw();
      else keep(step);
      saidAt = now();
    },
    detail(text) {
      const next = escapeLine(text);
      if (next === '' || next === detail) return;
      detail = next;
      if (live) draw();
      else if (now() - saidAt >= DETAIL_EVERY_MS) {
        keep(`${step}: ${detail}`);
        saidAt = now();
      }
    },
    warn(text) {
      keep(`warning: ${escapeLine(text)}`);
    },
    end(text) {
      if (live && step !== '') stream.write(clear());
      step = '';
      if (text !== undefined) keep(escapeLine(text));
    },
  };
}

/** For callers that nobody watches. */
export const silentProgress: Progress = { step() {}, detail() {}, warn() {}, end() {} };
