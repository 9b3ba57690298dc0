import { expect, it } from 'vitest';
import { Secret } from '../../edges/secret.ts';
import type { RunResult, Session } from '../../edges/ssh.ts';
import { createLink } from '../../handover/link.ts';
import { type ErrorCode, KitError } from '../../policy/errors.ts';
import { identityOf, keyPair } from '../edges/_ssh-server.ts';

const problem = (code: ErrorCode) => new KitError({ code, what: 'It failed.', why: 'because', next: 'again' });
const identity = identityOf(keyPair());

/** Each login takes the next outcome: an error, or a session whose commands take the next of these. */
function linkWith(logins: (KitError | (RunResult | KitError)[])[], password?: Secret) {
  const accepted: (readonly string[])[] = [];
  const inputs: string[] = [];
  const left = [...logins];
  let closed = 0;
  const link = createLink({
    target: { name: 'gateway', host: '192.0.2.7', user: 'admin' },
    identity,
    accept: () => ['pinned'],
    password: () => password,
    connect: async (target, options) => {
      accepted.push(options.accept);
      const outcome = left.length > 1 ? left.shift() : left[0];
      if (outcome === undefined || outcome instanceof KitError) throw outcome;
      const session: Session = {
        target,
        seen: { hostKey: 'pinned', methodsOffered: [], kex: '', cipher: '', mac: '' },
        answerMs: 1,
        isOpen: true,
        async run(_command, { input = '' } = {}) {
          inputs.push(String(input));
          const result = outcome.shift();
          if (result === undefined || result instanceof KitError) throw result;
          const mark = /^sclerite-\w+$/m.exec(String(input))?.[0];
          return { ...result, stderr: `${mark}\n${result.stderr}` };
        },
        forward: () => Promise.reject(new Error('no step of the handover forwards anything')),
        closed: new Promise(() => {}),
        async close() {
          closed += 1;
        },
      };
      return session;
    },
  });
  return { link, accepted, inputs, closed: () => closed };
}

const fine: RunResult = { exitCode: 0, stdout: 'out', stderr: '' };

it('tries again while a server boots', async () => {
  const { link, accepted } = linkWith([problem('E_SSH_REFUSED'), problem('E_SSH_HANDSHAKE'), [fine]]);
  await link.login(10);
  expect(accepted).toHaveLength(3);
});

it.each(['E_HOST_KEY_CHANGED', 'E_SSH_BANNED', 'E_SSH_IDENTITY'] as const)(
  'does not try again after %s',
  async (code) => {
    const { link, accepted } = linkWith([problem(code)]);
    await expect(link.login(10)).rejects.toMatchObject({ code });
    expect(accepted).toHaveLength(1);
  },
);

it('gives up when its time is over, and says how often it tried', async () => {
  const { link } = linkWith([problem('E_SSH_TIMEOUT')]);
  await expect(link.login(0.3)).rejects.toMatchObject({
    code: 'E_SSH_TIMEOUT',
    message: expect.stringMatching(/Tried \d times in 0\.3 s/),
  });
});

it('takes a refused key for final at the third time: each refusal counts towards a ban', {
  timeout: 10_000,
}, async () => {
  const { link, accepted } = linkWith([problem('E_SSH_KEY_REFUSED')]);
  await expect(link.login(60)).rejects.toMatchObject({ code: 'E_SSH_KEY_REFUSED' });
  expect(accepted).toHaveLength(3);
});

it('logs in again and repeats a script when the connection broke', async () => {
  const { link, accepted } = linkWith([[problem('E_SSH_LOST')], [problem('E_SSH_LOST')], [fine]]);
  expect(await link.must('true', { label: 'test' })).toBe('out');
  expect(accepted).toHaveLength(3);
});

it('does not repeat for ever', async () => {
  const { link, accepted } = linkWith(Array.from({ length: 9 }, () => [problem('E_SSH_LOST')]));
  await expect(link.root('true', { label: 'test' })).rejects.toMatchObject({ code: 'E_SSH_LOST' });
  expect(accepted).toHaveLength(5);
});

it('does not repeat what failed by itself, and quotes it without its escapes', async () => {
  const { link, accepted } = linkWith([[{ exitCode: 4, stdout: '', stderr: 'no \u001b[31mspace' }]]);
  await expect(link.must('true', { label: 'writing' })).rejects.toMatchObject({
    code: 'E_HANDOVER_STEP',
    message: 'writing failed on gateway.',
    why: expect.stringContaining('ended with 4 and said:\nno \\x1b[31mspace'),
  });
  expect(accepted).toHaveLength(1);
});

it('accepts only what a login was told to accept', async () => {
  const { link, accepted, closed } = linkWith([[fine], [fine]]);
  await link.session();
  await link.login(5, ['own']);
  expect(accepted).toEqual([['pinned'], ['own']]);
  expect(closed()).toBe(1);
});

it('sends the sudo password first, on standard input', async () => {
  const { link, inputs } = linkWith([[fine]], new Secret('pass word'));
  await link.must('true', { label: 'test' });
  expect(inputs[0]).toMatch(/^pass word\nsclerite-/);
});

it('proves the way in by a second login, and goes on with that session', async () => {
  const { link, accepted, closed } = linkWith([[], problem('E_SSH_REFUSED'), [fine]]);
  await link.session();
  await link.prove(5);
  expect(accepted).toHaveLength(3);
  expect(closed()).toBe(1);
  expect(await link.must('true', { label: 'test' })).toBe('out');
});

it('keeps the session from before when no second login is possible, and tries a refused key once', async () => {
  const { link, accepted, closed } = linkWith([[fine], problem('E_SSH_KEY_REFUSED')]);
  await link.session();
  await expect(link.prove(5)).rejects.toMatchObject({ code: 'E_SSH_KEY_REFUSED' });
  expect(accepted).toHaveLength(2);
  expect(closed()).toBe(0);
  expect(link.isOpen).toBe(true);
  expect(await link.must('true', { label: 'test' })).toBe('out');
});
