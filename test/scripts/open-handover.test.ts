import { expect, it } from 'vitest';
import { guardOf } from '../../scripts/_open-handover.ts';

it.each([
  { when: 'nobody says', env: {}, then: 120 },
  { when: 'it is empty', env: { SCLERITE_ROLLBACK_SECONDS: '' }, then: 120 },
  { when: 'the machine is emulated', env: { SCLERITE_PATIENCE: '3' }, then: 360 },
  { when: 'somebody says so', env: { SCLERITE_ROLLBACK_SECONDS: '12' }, then: 12 },
])('a change waits for its confirmation when $when: $then s', ({ env, then }) => {
  expect(guardOf(env, false)).toEqual({ seconds: then, isRiskAccepted: false });
});

it.each(['5', '901', '-1', '12s', '1e2', ' 12'])('%j is no time to wait for', (text) => {
  expect(() => guardOf({ SCLERITE_ROLLBACK_SECONDS: text }, false)).toThrow(/SCLERITE_ROLLBACK_SECONDS is/);
});
