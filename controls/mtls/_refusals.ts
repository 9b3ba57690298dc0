/** What nginx answers to somebody without a fitting certificate: 400; 403 and 429 are no way in either. */
export const REFUSALS: readonly number[] = [400, 403, 429];
