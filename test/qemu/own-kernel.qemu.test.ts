import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { patient } from '../../edges/patience.ts';
import { COLLECT } from '../../facts/collector/units.ts';
import { execIn } from '../../lab/exec.ts';
import type { Report, Result } from '../../report/report.ts';
import { perform, type Scene } from '../e2e/act.ts';
import { leftovers } from '../e2e/leftovers.ts';
import { look, verdicts } from '../e2e/look.ts';
import { slowFactsOf } from '../e2e/order.ts';
import { OwnLab } from '../own-lab.ts';
import type { Sabotage } from '../sabotage/sabotage.ts';

/**
 * The whole product on a machine with a kernel of its own: what a container has to leave open is a pass or a fail here. A job for
 * `./sclerite test --driver qemu`, which sets what this reads: SCLERITE_LAB_DRIVER and SCLERITE_PATIENCE.
 */
describe('a server with a kernel of its own', () => {
  const lab = new OwnLab('sclqemu', '198.19.208.0/20');
  let scene: Scene;
  let up: { exitCode: number | null; stdout: string };

  const inside = async (...argv: string[]) => {
    const { exitCode, stdout, stderr } = await execIn('gateway', argv, { settings: lab.settings });
    expect(exitCode, stderr).toBe(0);
    return stdout.trim();
  };
  const verify = async (): Promise<readonly Result[]> => {
    const { stdout, stderr } = await lab.run(['verify', '--format', 'json']);
    const results = (JSON.parse(stdout) as Report).servers[0]?.results ?? [];
    expect(results.length, stderr).toBeGreaterThan(0);
    return results;
  };
  const notPassed = (results: readonly Result[]) => verdicts(results).filter((line) => !line.endsWith(': pass'));

  beforeAll(async () => {
    up = await lab.up();
    // `look` and the lab's config, which it loads, run in this process.
    Object.assign(process.env, lab.env);
    const { servers } = await lab.api<{ servers: { id: number; public_net: { firewalls: { id: number }[] } }[] }>(
      'GET',
      '/servers',
    );
    const [server] = servers;
    if (!server?.public_net.firewalls[0]) throw new Error('the deployed server has no firewall');
    scene = { lab, server: 'gateway', serverId: server.id, firewallId: server.public_net.firewalls[0].id };
  });
  afterAll(async () => {
    await lab.remove();
    expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
  });

  it('is deployed and verified from nothing', () => {
    expect(up.stdout).toMatch(/1 server: \d+ pass, 0 fail/);
    expect(up.exitCode).toBe(0);
  });

  it('was born by the datasource that runs at Hetzner', async () => {
    expect(await inside('cat', '/run/cloud-init/cloud-id')).toBe('hetzner');
  });

  it('leaves nothing open: every control is a pass', async () => expect(notPassed(await verify())).toEqual([]));

  it('comes back from a reboot by itself, and is verified as before', async () => {
    const before = await inside('cat', '/proc/sys/kernel/random/boot_id');
    await execIn('gateway', ['systemctl', 'reboot'], { settings: lab.settings });
    await expect
      .poll(() => inside('cat', '/proc/sys/kernel/random/boot_id').catch(() => before), { timeout: patient(60_000) })
      .not.toBe(before);
    const ready = async () => (await lab.run(['verify', '--only', 'ssh,gateway.ready'])).exitCode;
    await expect.poll(ready, { timeout: patient(180_000), interval: 5_000 }).toBe(0);
    expect(notPassed(await verify())).toEqual([]);
  });

  describe('every control about the kernel notices its sabotage, and nobody else does', async () => {
    const sabotages = await ownKernelSabotages();
    let baseline: string[];
    beforeAll(async () => {
      await inside('systemctl', 'stop', 'sclerite-facts-slow.path', 'sclerite-facts-slow.timer');
      baseline = verdicts(await look(lab, 'gateway', true));
    });

    it('is not an empty list', () => expect(sabotages.length).toBeGreaterThan(0));

    it.each(sabotages)('$control', async (sabotage) => {
      // As test/e2e/spine.test.ts: of the slow facts its own alone, and again afterwards.
      const slow = slowFactsOf(sabotage.control);
      const take = async () => {
        if (slow.length > 0) await inside(COLLECT, '--slow', ...slow);
      };
      await perform(sabotage.break, scene);
      let broken: string[];
      try {
        await take();
        broken = verdicts(await look(lab, 'gateway'));
      } finally {
        await perform(sabotage.repair, scene);
        await take();
      }
      const expected = [sabotage.control, ...(sabotage.companions ?? [])].map((id) => `${id}: fail`);
      expect(broken.filter((line) => !baseline.includes(line)).sort()).toEqual(expected.sort());
    });

    it('is whole again after all of it', async () =>
      expect(verdicts(await look(lab, 'gateway', true))).toEqual(baseline));
  });
});

/** Those that say that they mean nothing in a container. */
async function ownKernelSabotages(): Promise<readonly Sabotage[]> {
  const folder = join(import.meta.dirname, '../sabotage');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^[a-z0-9-]+\/[a-z0-9][^/]*\.ts$/.test(path),
  );
  const all = await Promise.all(
    files.sort().map(async (file) => (await import(join(folder, file))).default as Sabotage),
  );
  return all.filter(({ needs }) => needs === 'own-kernel');
}
