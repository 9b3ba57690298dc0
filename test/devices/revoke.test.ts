import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ensureDevices } from '../../devices/ensure.ts';
import { devicesOf, FILES } from '../../devices/files.ts';
import { readIndex } from '../../devices/index-file.ts';
import { devicesJson, deviceTable, listDevices, stateOf } from '../../devices/list.ts';
import { revokeDevice } from '../../devices/revoke.ts';
import { parseList } from '../../devices/x509.ts';
import type { State } from '../../edges/state-dir.ts';
import { daysAfter, emptyState, issue, NOW } from './_state.ts';

async function onList(state: State): Promise<readonly string[]> {
  const devices = devicesOf(state);
  const list = await parseList(devices?.crl ?? '', devices?.ca ?? '');
  if (list === undefined) throw new Error('the list does not carry the signature of the CA');
  return list.revoked.map(({ serial }) => serial);
}

describe('issuing', () => {
  it('keeps no key, and puts the certificate on record', async () => {
    const state = emptyState();
    const { probe, record } = await issue(state, 'ada-phone');
    expect(record).toMatchObject({ name: 'ada-phone', purpose: 'device', issued: NOW, until: daysAfter(90) });
    const key = probe.key.split('\n')[1] ?? '';
    for (const file of Object.values(FILES)) expect(state.readText(file)).not.toContain(key);
    expect(readIndex(state)?.certificates.at(-1)).toEqual(record);
  });

  it('refuses a second certificate for a name, unless it is to be renewed, revoked or over', async () => {
    const state = emptyState();
    await issue(state, 'phone', NOW, 10);
    await expect(issue(state, 'phone')).rejects.toMatchObject({ code: 'E_DEVICE_NAME_TAKEN', exitCode: 64 });
    await issue(state, 'phone', NOW, 10, true);
    await revokeDevice(state, 'phone', NOW);
    await issue(state, 'phone', NOW, 10);
    await issue(state, 'phone', daysAfter(11), 10);
    expect(readIndex(state)?.certificates.filter(({ name }) => name === 'phone')).toHaveLength(4);
  });

  it('issued nothing when the file could not be written', async () => {
    const state = emptyState();
    const { issueDevice } = await import('../../devices/issue.ts');
    const full = issueDevice(state, { name: 'phone', days: 1, renew: false }, NOW, async () => {
      throw new Error('disk full');
    });
    await expect(full).rejects.toThrow('disk full');
    await issue(state, 'phone');
  });

  it('loses none of several at the same moment', async () => {
    const state = emptyState();
    const names = ['a', 'b', 'c', 'd', 'e'];
    await Promise.all(names.map((name) => issue(state, name)));
    await Promise.all([revokeDevice(state, 'a', NOW), issue(state, 'f'), revokeDevice(state, 'b', NOW)]);
    const devices = readIndex(state)?.certificates.filter(({ purpose }) => purpose === 'device') ?? [];
    expect(devices.map(({ name }) => name).sort()).toEqual([...names, 'f']);
    expect(devices.filter(({ revoked }) => revoked).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(new Set(devices.map(({ serial }) => serial)).size).toBe(6);
  });
});

describe('revoking', () => {
  it('by name takes all that is left of it, and can be repeated', async () => {
    const state = emptyState();
    const ended = await issue(state, 'phone', daysAfter(-20), 10);
    const one = await issue(state, 'phone');
    const other = await issue(state, 'phone', NOW, 30, true);
    const done = await revokeDevice(state, 'phone', NOW);
    expect(done?.revoked.map(({ serial }) => serial)).toEqual([one.record.serial, other.record.serial]);
    expect(await onList(state)).not.toContain(ended.record.serial);
    const again = await revokeDevice(state, 'phone', daysAfter(1));
    expect(again).toMatchObject({ revoked: [], crl: done?.crl });
    expect(again?.before).toHaveLength(2);
  });

  it('by serial, in any spelling, takes that one alone', async () => {
    const state = emptyState();
    const one = await issue(state, 'phone');
    const other = await issue(state, 'phone', NOW, 30, true);
    const spelled = one.record.serial.toLowerCase().replace(/(..)(?!$)/g, '$1:');
    await revokeDevice(state, spelled, NOW);
    expect(await onList(state)).toContain(one.record.serial);
    expect(await onList(state)).not.toContain(other.record.serial);
  });

  it('by its text also takes a certificate that the index had lost', async () => {
    const state = emptyState();
    await ensureDevices(state, NOW);
    const backup = state.readText(FILES.index) ?? '';
    const { probe, record } = await issue(state, 'phone');
    state.writeText(FILES.index, backup);
    await revokeDevice(state, `${probe.cert}${probe.key}`, NOW);
    expect(await onList(state)).toContain(record.serial);
    expect(readIndex(state)?.certificates.at(-1)).toMatchObject({ name: 'phone', revoked: NOW });
  });

  it('refuses what is not its own, and what is not there', async () => {
    const [state, elsewhere] = [emptyState(), emptyState()];
    expect(await revokeDevice(state, 'phone', NOW)).toBeUndefined();
    const stranger = await issue(elsewhere, 'phone');
    await issue(state, 'ada-phone', daysAfter(-100), 10);
    const before = state.readText(FILES.list);
    const code = (what: string) => revokeDevice(state, what, NOW).then(undefined, (error) => error.code);
    expect(await code(stranger.probe.cert)).toBe('E_DEVICE_FOREIGN');
    expect(await code(devicesOf(state)?.ca ?? '')).toBe('E_DEVICE_FOREIGN');
    expect(await code('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBe('E_DEVICE_FOREIGN');
    expect(await code(stranger.record.serial)).toBe('E_DEVICE_UNKNOWN');
    expect(await code('sclerite canary')).toBe('E_DEVICE_UNKNOWN');
    expect(await code('ada-phone')).toBe('E_DEVICE_NOTHING_LEFT');
    await expect(revokeDevice(state, 'ada-fone', NOW)).rejects.toMatchObject({
      next: expect.stringMatching(/ada-phone/),
    });
    expect(state.readText(FILES.list)).toBe(before);
  });

  it('never forgets: whatever was revoked is on every later list, and nothing else', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('issue' as const), name: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('revoke' as const), name: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ do: fc.constant('wait' as const), name: fc.constantFrom('40', '200') }),
      fc.record({ do: fc.constant('lose' as const), name: fc.constantFrom(FILES.list, FILES.verify) }),
      fc.record({ do: fc.constant('restore' as const), name: fc.constant(FILES.index) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (steps) => {
        const state = emptyState();
        let now = NOW;
        await ensureDevices(state, now);
        const backup = state.readText(FILES.index) ?? '';
        const must = new Set(await onList(state));
        let number = 0;
        let isRestored = false;
        for (const { do: act, name } of steps) {
          if (act === 'wait') now = daysAfter(Number(name), now);
          else if (act === 'issue') await issue(state, name, now, 90, true);
          else if (act === 'restore') {
            state.writeText(FILES.index, backup);
            isRestored = true;
          } else if (act === 'revoke') {
            const done = await revokeDevice(state, name, now).catch((error) => {
              if (!['E_DEVICE_UNKNOWN', 'E_DEVICE_NOTHING_LEFT'].includes(error.code)) throw error;
            });
            for (const { serial } of done?.revoked ?? []) must.add(serial);
          } else if (name === FILES.verify || !isRestored) state.remove(name); // both copies lost at once is beyond repair
          const { ca, crl } = await ensureDevices(state, now);
          const list = await parseList(crl, ca);
          expect(new Set(list?.revoked.map(({ serial }) => serial))).toEqual(must);
          expect(list?.number).toBeGreaterThanOrEqual(number);
          number = list?.number ?? Number.NaN;
          const recorded = readIndex(state)?.certificates.filter(({ revoked }) => revoked) ?? [];
          for (const { serial } of recorded) expect(must).toContain(serial);
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

describe('the list of devices', () => {
  it('names state and end of each, newest first, the kit’s own included', async () => {
    const state = emptyState();
    expect(listDevices(state)).toBeUndefined();
    await issue(state, 'old', NOW, 10);
    await issue(state, 'lost', NOW, 90);
    await revokeDevice(state, 'lost', NOW);
    const devices = listDevices(state) ?? [];
    const later = daysAfter(20);
    expect(devices.map((device) => [device.name, stateOf(device, later)])).toEqual([
      ['lost', 'revoked'],
      ['old', 'expired'],
      ['sclerite verify', 'valid'],
      ['sclerite canary', 'revoked'],
    ]);
    const table = deviceTable(devices, later).split('\n');
    expect(table[0]).toMatch(/^NAME +STATE +ISSUED +UNTIL +SERIAL$/);
    expect(table[1]).toMatch(/^lost +revoked +2026-05-04 +2026-08-02 +[0-9a-f]{32}$/);
    expect(JSON.parse(devicesJson(devices, later))).toMatchObject({
      schemaVersion: 1,
      devices: [
        { name: 'lost', state: 'revoked', revoked: NOW.toISOString() },
        { name: 'old', until: '2026-05-14T10:00:00.000Z' },
        {},
        {},
      ],
    });
  });
});
