import { chmodSync, cpSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf } from '../../devices/authority.ts';
import { ensureDevices } from '../../devices/ensure.ts';
import { devicesOf, FILES, probeCertificates } from '../../devices/files.ts';
import { readIndex } from '../../devices/index-file.ts';
import { newKeyPair } from '../../devices/key-pair.ts';
import { revokeDevice } from '../../devices/revoke.ts';
import { parseList } from '../../devices/x509.ts';
import type { State } from '../../edges/state-dir.ts';
import { daysAfter, emptyState, hasProgram, issue, judged, NOW, scratch } from './_state.ts';

const contents = (state: State) => Object.values(FILES).map((file) => state.readText(file));

describe('a CA for devices', () => {
  it('is not there before somebody asks for it', () => {
    const state = emptyState();
    expect(devicesOf(state)).toBeUndefined();
    expect(probeCertificates(state)).toBeUndefined();
  });

  it('is made once, private, and stays as it is', async () => {
    const state = emptyState();
    const first = await ensureDevices(state, NOW);
    const before = contents(state);
    expect(await ensureDevices(state, daysAfter(182))).toEqual(first);
    expect(contents(state)).toEqual(before);
    expect(devicesOf(state)).toEqual(first);
    for (const file of readdirSync(folderOf(state))) {
      expect(statSync(join(folderOf(state), file)).mode & 0o777, file).toBe(0o600);
    }
    expect(statSync(folderOf(state)).mode & 0o777).toBe(0o700);
  });

  it('is made once by two at the same moment', async () => {
    const state = emptyState();
    const [one, other] = await Promise.all([ensureDevices(state, NOW), ensureDevices(state, NOW)]);
    expect(one).toEqual(other);
  });

  it('appears whole: what an interrupted run left is not taken for one', async () => {
    const state = emptyState();
    state.writeText('devices.unfinished/ca.key', 'half');
    expect(devicesOf(state)).toBeUndefined();
    const { ca } = await ensureDevices(state, NOW);
    expect(ca).toContain('BEGIN CERTIFICATE');
    expect(readdirSync(state.dir).sort()).toEqual(['devices', 'devices.lock']);
    expect(readdirSync(folderOf(state))).toHaveLength(6);
  });

  it.skipIf(!hasProgram('openssl'))('has a certificate that passes and one that is revoked, for OpenSSL', async () => {
    const state = emptyState();
    const { ca, crl } = await ensureDevices(state, NOW);
    const probes = probeCertificates(state);
    const dir = scratch();
    const file = (name: string, text = '') => {
      writeFileSync(join(dir, name), text);
      return join(dir, name);
    };
    const with_ = { ca: file('ca', ca), crl: file('crl', crl) };
    const valid = { ...with_, cert: file('valid', probes?.valid.cert) };
    const canary = { ...with_, cert: file('canary', probes?.revoked.cert) };
    expect(judged(valid, NOW)).toBe('OK');
    expect(judged(canary, NOW)).toBe('certificate revoked');
    // A server whose clock is behind must not refuse everybody.
    expect(judged(valid, new Date(NOW.getTime() - 59 * 60 * 1000))).toBe('OK');
    expect(judged(valid, daysAfter(365))).toBe('OK');
    expect(judged(valid, daysAfter(367))).toMatch(/expired/);
    expect(judged(canary, daysAfter(365))).toBe('certificate revoked');
  });
});

describe('renewal', () => {
  it('makes a new list and a new certificate for verify in the second half of their year', async () => {
    const state = emptyState();
    const first = await ensureDevices(state, NOW);
    const shown = probeCertificates(state);
    const later = await ensureDevices(state, daysAfter(184));
    expect(later.ca).toBe(first.ca);
    const [before, after] = [await parseList(first.crl, first.ca), await parseList(later.crl, first.ca)];
    expect(after).toMatchObject({ number: 2, until: daysAfter(184 + 366), revoked: before?.revoked });
    expect(probeCertificates(state)?.valid).not.toEqual(shown?.valid);
    expect(probeCertificates(state)?.revoked).toEqual(shown?.revoked);
  });

  it('does not begin anew with each deploy when the CA itself nears its end', async () => {
    const state = emptyState();
    await ensureDevices(state, NOW);
    const [end, muchLater] = [daysAfter(3653), daysAfter(3600)];
    const once = await ensureDevices(state, muchLater);
    expect((await parseList(once.crl, once.ca))?.until).toEqual(end);
    expect(await ensureDevices(state, daysAfter(3601))).toEqual(once);
    expect((await issue(state, 'late', daysAfter(3601), 90)).record.until).toEqual(end);
  });

  it('takes what there is where the key is not, and says so only to who wants to sign', async () => {
    const state = emptyState();
    const brought = await ensureDevices(state, NOW);
    state.remove(FILES.key);
    expect(await ensureDevices(state, daysAfter(300))).toEqual(brought);
    await expect(issue(state, 'phone')).rejects.toMatchObject({ code: 'E_DEVICES_NO_KEY' });
    await expect(revokeDevice(state, 'phone', NOW)).rejects.toMatchObject({ code: 'E_DEVICES_NO_KEY' });
  });

  it.each([
    { when: 'the certificate of verify is gone', file: FILES.verify, text: undefined },
    { when: 'the certificate of verify is damaged', file: FILES.verify, text: 'nonsense' },
    { when: 'the list is gone', file: FILES.list, text: undefined },
    { when: 'the list is damaged', file: FILES.list, text: '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n' },
  ])('repairs when $when', async ({ file, text }) => {
    const state = emptyState();
    const { ca } = await ensureDevices(state, NOW);
    const { record } = await issue(state, 'phone');
    await revokeDevice(state, 'phone', NOW);
    if (text === undefined) state.remove(file);
    else state.writeText(file, text);
    const mended = await ensureDevices(state, NOW);
    expect(mended.ca).toBe(ca);
    expect((await parseList(mended.crl, ca))?.revoked.map(({ serial }) => serial)).toContain(record.serial);
    expect((await parseList(mended.crl, ca))?.number).toBe(3);
    expect(probeCertificates(state)).toBeDefined();
    expect(await ensureDevices(state, NOW)).toEqual(mended);
  });

  it('makes a new certificate for verify when somebody revoked it by its serial', async () => {
    const state = emptyState();
    await ensureDevices(state, NOW);
    const shown = readIndex(state)?.certificates.find(({ purpose }) => purpose === 'verify');
    await revokeDevice(state, shown?.serial.toLowerCase() ?? '', NOW);
    await ensureDevices(state, NOW);
    const verifiers = readIndex(state)?.certificates.filter(({ purpose }) => purpose === 'verify');
    expect(verifiers?.map(({ revoked }) => revoked !== undefined)).toEqual([true, false]);
  });

  it('keeps a revocation that an interruption left in the list alone', async () => {
    const state = emptyState();
    await ensureDevices(state, NOW);
    const { record } = await issue(state, 'phone');
    const index = state.readText(FILES.index) ?? '';
    await revokeDevice(state, 'phone', NOW);
    state.writeText(FILES.index, index); // as if the power had failed before the index was written, or an old backup came back
    const { ca, crl } = await ensureDevices(state, NOW);
    expect((await parseList(crl, ca))?.revoked.map(({ serial }) => serial)).toContain(record.serial);
    expect(readIndex(state)?.certificates.find(({ serial }) => serial === record.serial)?.revoked).toEqual(NOW);
  });
});

describe('a CA that is not as it should be', () => {
  const dir = folderOf;
  it.each([
    {
      when: 'others may read the key',
      act: (s: State) => chmodSync(join(dir(s), 'ca.key'), 0o640),
      code: 'E_DEVICES_KEY_MODE',
    },
    { when: 'the key is nonsense', act: (s: State) => s.writeText(FILES.key, 'nonsense'), code: 'E_DEVICES_DAMAGED' },
    {
      when: 'the key is another one',
      act: (s: State) => s.writeText(FILES.key, newKeyPair().privateKey),
      code: 'E_DEVICES_DAMAGED',
    },
    {
      when: 'the certificate is nonsense',
      act: (s: State) => s.writeText(FILES.ca, 'nonsense'),
      code: 'E_DEVICES_DAMAGED',
    },
    { when: 'the certificate is gone', act: (s: State) => s.remove(FILES.ca), code: 'E_DEVICES_DAMAGED' },
    { when: 'the index is gone', act: (s: State) => s.remove(FILES.index), code: 'E_DEVICES_DAMAGED' },
    { when: 'the index is nonsense', act: (s: State) => s.writeText(FILES.index, '{'), code: 'E_STATE_DAMAGED' },
  ])('$when: says so, and changes nothing', async ({ act, code }) => {
    const state = emptyState();
    await ensureDevices(state, NOW);
    act(state);
    const before = contents(state);
    await expect(issue(state, 'phone')).rejects.toMatchObject({ code, next: expect.stringMatching(/\S/) });
    expect(contents(state)).toEqual(before);
  });

  it('has ended', async () => {
    const state = emptyState();
    await ensureDevices(state, NOW);
    await expect(issue(state, 'phone', daysAfter(3654))).rejects.toMatchObject({ code: 'E_DEVICES_EXPIRED' });
  });

  it('is made anew once it was moved away', async () => {
    const state = emptyState();
    const { ca } = await ensureDevices(state, NOW);
    renameSync(folderOf(state), `${folderOf(state)}.old`);
    expect((await ensureDevices(state, NOW)).ca).not.toBe(ca);
  });

  it('comes along with a copied state directory', async () => {
    const [state, other] = [emptyState(), emptyState()];
    const devices = await ensureDevices(state, NOW);
    rmSync(other.dir, { recursive: true });
    cpSync(state.dir, other.dir, { recursive: true });
    expect(await ensureDevices(other, NOW)).toEqual(devices);
  });
});
