import { describe, expect, it, vi } from 'vitest';
import { guarded } from '../../handover/guard.ts';
import type { Difference } from '../../policy/diff.ts';
import { KitError } from '../../policy/errors.ts';
import { type FakeOptions, fake } from './_fake.ts';

const differences: readonly Difference[] = [
  {
    kind: 'file',
    name: '/etc/nftables.conf',
    what: 'file /etc/nftables.conf',
    wanted: '',
    observed: '',
    isKnown: true,
  },
];
const refused = new KitError({ code: 'E_SSH_KEY_REFUSED', what: 'It refuses the key.', why: 'so', next: 'no' });
const record = (why: string, words = '') =>
  `at 1800000000\nwhy ${why}\n${words && `words ${words}\n`}change file /etc/nftables.conf\n`;

function scene(
  options: FakeOptions,
  more: { prove?: () => Promise<never>; isRiskAccepted?: boolean; isOpen?: boolean } = {},
) {
  const made = fake(options);
  const { prove = made.handover.link.prove, isRiskAccepted = false, isOpen = true } = more;
  const handover = {
    ...made.handover,
    link: { ...made.handover.link, prove, isOpen },
    guard: { seconds: 6, isRiskAccepted },
  };
  return { ...made, handover };
}
const labels = (ran: readonly { label: string }[]) => ran.map(({ label }) => label);

describe('a guarded change', () => {
  it('is kept by a fresh login', async () => {
    const { handover, ran, said } = scene({});
    expect(await guarded(handover, differences, async () => 'done')).toBe('done');
    expect(labels(ran)).toEqual(['arming the rollback', 'keeping the change']);
    expect(said).toContain('fresh login');
  });

  it('is not even begun when it could not be taken back', async () => {
    const change = vi.fn(async () => 'done');
    const { handover } = scene({ answer: () => ({ exitCode: 67, stderr: 'No space left on device' }) });
    await expect(guarded(handover, differences, change)).rejects.toMatchObject({
      code: 'E_NO_WAY_BACK',
      exitCode: 2,
      why: expect.stringContaining('No space left on device'),
      next: expect.stringContaining('--accept-risk=lose-ssh'),
    });
    expect(change).not.toHaveBeenCalled();
  });

  it('is made all the same for the one who means it', async () => {
    const { handover, said } = scene({ answer: () => ({ exitCode: 67, stderr: 'full' }) }, { isRiskAccepted: true });
    expect(await guarded(handover, differences, async () => 'done')).toBe('done');
    expect(said.join()).toContain('going on without a way back');
  });

  it('is taken back at once, over the connection from before, when the fresh login fails', async () => {
    const { handover, ran } = scene(
      {
        answer: ({ label }) => (label.startsWith('reading') ? { stdout: record('asked', 'It refuses the key.') } : {}),
      },
      { prove: () => Promise.reject(refused) },
    );
    await expect(guarded(handover, differences, async () => 'done')).rejects.toMatchObject({
      code: 'E_ROLLED_BACK',
      exitCode: 2,
      why: expect.stringMatching(/file \/etc\/nftables.conf\nbecause a fresh login failed.*It refuses the key/),
    });
    expect(labels(ran)).toEqual(['arming the rollback', 'rolling back', 'reading what was rolled back']);
    expect(ran[1]?.input).toContain('It refuses the key.');
  });

  it('says what was rolled back when the confirmation came too late', async () => {
    const { handover } = scene({
      answer: ({ label }) =>
        label === 'keeping the change'
          ? { exitCode: 76 }
          : label.startsWith('reading')
            ? { stdout: record('timer') }
            : {},
    });
    await expect(guarded(handover, differences, async () => 'done')).rejects.toMatchObject({
      code: 'E_ROLLED_BACK',
      why: expect.stringContaining('nobody logged in afresh in time'),
    });
  });

  it('that failed and still lets everybody in fails with its own words', async () => {
    const { handover, ran } = scene({});
    const change = () => Promise.reject(new Error('its own words'));
    await expect(guarded(handover, differences, change)).rejects.toThrow('its own words');
    expect(labels(ran)).toContain('keeping the change');
  });

  it('waits for another run that is in the middle of its own', async () => {
    let armed = 0;
    let looked = 0;
    const { handover, said } = scene({
      answer({ label }) {
        if (label === 'arming the rollback') {
          armed += 1;
          return { exitCode: armed === 1 ? 75 : 0 };
        }
        if (!label.startsWith('looking')) return {};
        looked += 1;
        return { stdout: looked === 1 ? '3\n' : '' };
      },
    });
    expect(await guarded(handover, differences, async () => 'done')).toBe('done');
    expect(armed).toBe(2);
    expect(said.join('\n')).toMatch(/another run is changing gateway: waiting/);
  });
});
