import { describe, expect, it } from 'vitest';

import { patient } from '../../edges/patience.ts';

describe('patience', () => {
  it.each([
    { when: 'nobody asks for any', text: undefined, then: 3_000 },
    { when: 'the variable is empty', text: '', then: 3_000 },
    { when: 'it is 1', text: '1', then: 3_000 },
    { when: 'it is 8', text: '8', then: 24_000 },
    { when: 'it is a fraction', text: '1.5', then: 4_500 },
  ])('3000 becomes $then when $when', ({ text, then }) => {
    expect(patient(3_000, text === undefined ? {} : { SCLERITE_PATIENCE: text })).toBe(then);
  });

  it.each(['0', '0.5', '-2', '101', 'long', 'Infinity', '8x'])('is refused as %s', (text) => {
    expect(() => patient(3_000, { SCLERITE_PATIENCE: text })).toThrow(/SCLERITE_PATIENCE=.*cannot be used/);
  });
});
