/** Hetzner's rate limit: a bucket that holds an hour's worth of requests and refills evenly. */
export interface RateStatus {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the bucket is full again. */
  readonly reset: number;
}

const hourMs = 3_600_000;

export class RateLimit {
  readonly #perHour: number;
  readonly #isEnforced: boolean;
  /** Requests left, times the milliseconds of an hour: whole numbers, which add up exactly. */
  #credit: number;
  #at: number;

  /** @param perHour requests an hour; `null` counts as Hetzner does (3600) and refuses nobody */
  constructor(perHour: number | null, nowMs: number) {
    this.#perHour = perHour ?? 3600;
    this.#isEnforced = perHour !== null;
    this.#credit = this.#perHour * hourMs;
    this.#at = nowMs;
  }

  take(nowMs: number): RateStatus {
    const full = this.#perHour * hourMs;
    this.#credit = Math.min(full, this.#credit + Math.max(0, nowMs - this.#at) * this.#perHour);
    this.#at = nowMs;
    const isAllowed = !this.#isEnforced || this.#credit >= hourMs;
    if (isAllowed) this.#credit = Math.max(0, this.#credit - hourMs);
    const missingMs = (full - this.#credit) / this.#perHour;
    return {
      isAllowed,
      limit: this.#perHour,
      remaining: Math.floor(this.#credit / hourMs),
      reset: Math.ceil((nowMs + missingMs) / 1000),
    };
  }
}
