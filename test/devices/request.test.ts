import { describe, expect, it } from 'vitest';
import { parseDays, parseDeviceName } from '../../devices/request.ts';
import { newSerial, parseSerial } from '../../devices/serial.ts';

describe('the name of a device', () => {
  it.each(['a', 'ada-phone', 'ada@laptop', 'A.1_b', 'x'.repeat(64)])('may be %s', (name) => {
    expect(parseDeviceName(name)).toBe(name);
  });
  it.each([
    '',
    '-a',
    'a-',
    '.hidden',
    '../up',
    'a/b',
    'a b',
    'a\nb',
    'ä',
    'x'.repeat(65),
    newSerial(),
    newSerial().toLowerCase(),
  ])('must not be %j', (name) => {
    expect(() => parseDeviceName(name)).toThrow(expect.objectContaining({ code: 'E_USAGE', exitCode: 64 }));
  });
});

describe('--days', () => {
  it.each([
    [undefined, 90],
    ['1', 1],
    ['397', 397],
  ])('%s means %i', (text, days) => {
    expect(parseDays(text)).toBe(days);
  });
  it.each(['0', '398', '-1', '1.5', '9e9', 'ten', '', ' 5'])('refuses %j', (text) => {
    expect(() => parseDays(text)).toThrow(expect.objectContaining({ code: 'E_USAGE' }));
  });
});

describe('a serial number', () => {
  it('is positive, of one length and never the same', () => {
    const serials = Array.from({ length: 200 }, newSerial);
    for (const serial of serials) expect(parseSerial(serial)).toBe(serial);
    expect(new Set(serials).size).toBe(200);
  });
  it.each(['phone', `0${'A'.repeat(31)}`, `8${'A'.repeat(31)}`, 'A'.repeat(31)])('is not %s', (text) => {
    expect(parseSerial(text)).toBeUndefined();
  });
});
