import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { driverOf } from '../../lab/drivers/choose.ts';
import { type DriverName, labSettings, settingsOfEnvironment } from '../../lab/settings.ts';

describe('the driver of a lab', () => {
  let stateDir: string;
  beforeEach(() => {
    stateDir = mkdtempSync(join(tmpdir(), 'lab-driver-'));
  });
  afterEach(() => rmSync(stateDir, { recursive: true }));

  const machine = (id: number, driver?: DriverName) => {
    mkdirSync(join(stateDir, 'machines', String(id)), { recursive: true });
    const spec = { id, name: `server-${id}` };
    writeFileSync(join(stateDir, 'machines', String(id), 'spec.json'), JSON.stringify({ spec, base: '/', driver }));
  };
  const of = (driver?: DriverName, running?: DriverName) => driverOf(labSettings({ stateDir, driver }), running);

  it('is nspawn unless somebody says otherwise', async () => {
    expect(await of()).toBe('nspawn');
    expect(await of('qemu')).toBe('qemu');
  });

  it('is that of a lab that is up and empty', async () => expect(await of(undefined, 'qemu')).toBe('qemu'));

  it('is that of its machines; those from before there was a choice are containers', async () => {
    machine(1, 'qemu');
    expect(await of()).toBe('qemu');
    expect(await of('qemu')).toBe('qemu');
    rmSync(join(stateDir, 'machines'), { recursive: true });
    machine(2);
    expect(await of(undefined, 'qemu')).toBe('nspawn');
  });

  it('is refused where machines of the other one are, with their names and the way out', async () => {
    machine(1);
    await expect(of('qemu')).rejects.toMatchObject({
      code: 'E_LAB_DRIVER',
      why: expect.stringContaining('server-1, made by nspawn'),
      next: expect.stringContaining('lab reset --driver qemu'),
    });
  });

  it('can come from the environment, if it is one', () => {
    expect(settingsOfEnvironment({ SCLERITE_LAB_DRIVER: 'qemu' }).driver).toBe('qemu');
    expect(() => settingsOfEnvironment({ SCLERITE_LAB_DRIVER: 'docker' })).toThrow(/no driver "docker"/);
  });
});
