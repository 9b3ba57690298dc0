/** Hetzner's rate limit: a bucket that holds an hour's worth of requests and refills evenly. */
export interface RateStatus {
  readonly isAllowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Unix seconds at which the bucket is full again. */
  readonly reset: number;
}

export class RateLimit {
  readonly #perHour: number;
  readonly #isEnforced: boolean;
  #tokens: number;
  #at: number;

  /** @param perHour requests an hour; `null` counts as Hetzner does (3600) and refuses nobody */
  constructor(perHour: number | null, nowMs: number) {
    this.#perHour = perHour ?? 3600;
    this.#isEnforced = perHour !== null;
    this.#tokens = this.#perHour;
    this.#at = nowMs;
  }

  take(nowMs: number): RateStatus {
    const perMs = this.#perHour / 3_600_000;
    this.#tokens = Math.min(this.#perHour, this.#tokens + Math.max(0, nowMs - this.#at) * perMs);
    this.#at = nowMs;
    const isAllowed = !this.#isEnforced || this.#tokens >= 1;
    if (isAllowed) this.#tokens = Math.max(0, this.#tokens - 1);
    const missingMs = (this.#perHour - this.#tokens) / perMs;
    return {
      isAllowed,
      limit: this.#perHour,
      remaining: Math.floor(this.#tokens),
      reset: Math.ceil((nowMs + missingMs) / 1000),
    };
  }
}
