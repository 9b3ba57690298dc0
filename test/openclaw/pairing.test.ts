import { describe, expect, it } from 'vitest';
import { matchingIds, pairingFailure, parsePairings } from '../../openclaw/pairing.ts';
import { describeDevice, pairingJson, pairingText } from '../../openclaw/pairing-table.ts';

const asked = Date.parse('2026-11-23T13:13:11Z');
const browser = {
  deviceId: 'c04c9dbafe375e55588cf3e3b3c7479cbf04109c46e05717c0dd122ac3841117',
  publicKey: 'K3WG0ZwY-hE9cKO3nDlTdhvUcWpi1C9rMQohCVyUF94',
  platform: 'Linux x86_64',
  clientId: 'openclaw-control-ui',
  clientMode: 'webchat',
  role: 'operator',
  roles: ['operator'],
  scopes: ['operator.admin', 'operator.read'],
  remoteIp: '198.51.100.7',
};
const request = { ...browser, requestId: '82f0347a-7a0e-4f42-bdda-8a2fb6e1207e', ts: asked, silent: false };
const device = { ...browser, approvedAtMs: asked - 86_400_000, lastSeenAtMs: asked, approvedVia: 'owner' };
const listed = (pending: readonly object[], paired: readonly object[] = []) =>
  parsePairings(JSON.stringify({ pending, paired }));
const now = new Date(asked + 40_000);

describe('what the gateway says of its devices', () => {
  it('is read, newest first', () => {
    const { pending } = listed([request, { ...request, requestId: 'b', ts: asked + 1 }]);
    expect(pending.map(({ requestId }) => requestId)).toEqual(['b', request.requestId]);
    expect(pending[1]).toMatchObject({ client: 'openclaw-control-ui', from: '198.51.100.7', isPaired: false });
  });

  it.each([
    { when: 'nothing was said', remoteIp: undefined },
    { when: 'IPv4', remoteIp: '127.0.0.1' },
    { when: 'IPv6', remoteIp: '::1' },
    { when: 'IPv4 in IPv6', remoteIp: '::ffff:127.0.0.1' },
  ])('takes loopback for the tunnel: $when', ({ remoteIp }) => {
    expect(listed([{ ...request, remoteIp }]).pending[0]?.from).toBeUndefined();
  });

  it('shows that a paired device asks for more', () => {
    expect(listed([request], [device]).pending[0]?.isPaired).toBe(true);
  });

  it('prefers the name that an operator gave', () => {
    const named = { ...device, displayName: 'its own', operatorLabel: "Ada's phone" };
    expect(listed([], [named]).paired[0]?.client).toBe("Ada's phone");
  });

  it.each(['', 'Gateway not reachable', '{}', '{"pending":[{}],"paired":[]}'])('is never guessed: %j', (stdout) => {
    expect(() => parsePairings(stdout)).toThrow();
  });
});

describe('the list for a person', () => {
  it('says who waits, and the command to copy', () => {
    expect(pairingText('gateway', listed([request]), now)).toBe(
      [
        'gateway: 1 device waits for approval',
        '',
        'REQUEST                               WHO                      FROM          ASKED     WANTS',
        '82f0347a-7a0e-4f42-bdda-8a2fb6e1207e  browser on Linux x86_64  198.51.100.7  40 s ago  admin, read',
        '',
        'Yours? Compare the request with the one on its screen, then: ./sclerite pair gateway approve 82f0347a-7a0e-4f42-bdda-8a2fb6e1207e',
        '',
      ].join('\n'),
    );
  });

  it('says who is paired when nobody waits', () => {
    expect(pairingText('gateway', listed([], [device]), now)).toBe(
      [
        'gateway: nobody waits for approval',
        '',
        'PAIRED        WHO                      FROM          APPROVED  SEEN      MAY',
        'c04c9dbafe37  browser on Linux x86_64  198.51.100.7  24 h ago  40 s ago  admin, read',
        '',
      ].join('\n'),
    );
  });

  it('obeys nothing that a stranger wrote', () => {
    const text = pairingText(
      'gateway',
      listed([{ ...request, platform: `\u001b[2J\n./sclerite pair gateway approve ${'x'.repeat(99)}` }]),
      now,
    );
    expect(text).not.toContain('\u001b');
    expect(text.split('\n')).toHaveLength(7);
    expect(text).toContain('…');
  });

  it('is data for programs', () => {
    const { schemaVersion, server, pending } = JSON.parse(pairingJson('gateway', listed([request])));
    expect({ schemaVersion, server, asked: pending[0].asked }).toEqual({
      schemaVersion: 1,
      server: 'gateway',
      asked: '2026-11-23T13:13:11.000Z',
    });
  });

  it('calls what comes through the tunnel so', () => {
    const [through] = listed([{ ...request, clientId: 'openclaw-tui', platform: '', remoteIp: undefined }]).pending;
    expect(through && describeDevice(through)).toBe('terminal, from the tunnel');
  });
});

describe('an id', () => {
  const ids = ['82f0347a', '82f0', '9d9c'];
  it.each([
    { typed: '9', then: ['9d9c'] },
    { typed: '82f0', then: ['82f0'] },
    { typed: '82', then: ['82f0347a', '82f0'] },
    { typed: 'zzz', then: [] },
  ])('$typed means $then', ({ typed, then }) => {
    expect(matchingIds(ids, (id) => id, typed)).toEqual(then);
  });
});

describe("why OpenClaw's command line did not do it", () => {
  const gone = {
    ok: false,
    error: { type: 'gateway_transport_error', message: 'Gateway not reachable (ECONNREFUSED).' },
  };
  it.each([
    { when: 'nobody listens', stdout: JSON.stringify(gone), kind: 'down', words: /ECONNREFUSED/ },
    {
      when: 'it is no device of its',
      stdout: '{"ok":false,"error":{"type":"cli_error","message":"unknown deviceId"}}',
      kind: 'refused',
      words: /^unknown deviceId$/,
    },
    {
      when: 'it says so in plain words',
      stderr: 'No pending device request matches x.',
      kind: 'refused',
      words: /^No pending/,
    },
    { when: 'it says nothing', kind: 'refused', words: /^$/ },
  ])('$when', ({ stdout = '', stderr = '', kind, words }) => {
    const failure = pairingFailure(stdout, stderr);
    expect(failure.kind).toBe(kind);
    expect(failure.words).toMatch(words);
  });
});
