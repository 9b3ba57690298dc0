import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../report/report.ts';
import { OwnLab } from '../own-lab.ts';
import { leftovers } from './leftovers.ts';

const isRoot = process.getuid?.() === 0;
const root = join(import.meta.dirname, '../..');
const names = ['one', 'two', 'three'];

const LISTS = ['servers', 'firewalls', 'primary_ips', 'ssh_keys', 'volumes', 'networks', 'placement_groups'] as const;

describe.skipIf(!isRoot)(
  'three servers at once, interrupted and finished (skipped unless root: it boots machines)',
  () => {
    const lab = new OwnLab('scfleet', '198.19.160.0/20');

    beforeAll(async () => {
      await lab.up(['--no-deploy']);
      const config = join(lab.scratch, 'fleet.config.ts');
      writeFileSync(
        config,
        [
          `import { defineConfig } from ${JSON.stringify(join(root, 'config/define-config.ts'))};`,
          'export default defineConfig({',
          "  project: 'fleet',",
          `  servers: [${names.map((name) => `{ name: '${name}' }`).join(', ')}],`,
          `  operators: [{ publicKeyFile: ${JSON.stringify(lab.state('lab', 'keys/id_ed25519.pub'))} }],`,
          '});',
          '',
        ].join('\n'),
      );
      lab.env.SCLERITE_CONFIG = config;
    });
    afterAll(async () => {
      await lab.remove();
      expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
    });

    const serverIds = async () =>
      (await lab.api<{ servers: { id: number }[] }>('GET', '/servers')).servers.map(({ id }) => id).sort();
    /** Ids of the servers whose handover has begun. One that was cut off while it was being made Terraform makes anew. */
    const takenOver = () =>
      names.flatMap((name) => {
        const file = lab.state('fleet', 'servers', name, 'server.json');
        return existsSync(file) ? [(JSON.parse(readFileSync(file, 'utf8')) as { serverId: number }).serverId] : [];
      });

    it.each([
      { when: 'the cloud resources are being made', at: /hcloud_server\S*: Creating/ },
      { when: 'the servers are being taken over', at: /cloud-init/ },
    ])('can be interrupted while $when, and says that it goes on', async ({ at }) => {
      const { exitCode, stderr } = await lab.run(['deploy', '--yes'], { interruptAt: at });
      expect(stderr).toMatch(at);
      expect(exitCode, stderr.slice(-2000)).toBe(130);
      expect(stderr).toMatch(/run the same command again/);
    });

    it('refuses a second deploy beside the first, and finishes what was interrupted, with the servers that it had begun to take over', async () => {
      const before = takenOver();
      expect(before.length).toBeGreaterThan(0);
      const first = lab.run(['deploy', '--yes'], { show: true });
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const second = await lab.run(['deploy', '--yes']);
      expect(second.exitCode).toBe(1);
      expect(second.stderr).toContain('E_BUSY');
      const { exitCode, stdout, stderr } = await first;
      // Three gateways that start at once on two cores may keep a fact waiting too long: not told (3) is no failure (2).
      expect([0, 3], `${stdout}\n${stderr}`.slice(-6000)).toContain(exitCode);
      expect(await serverIds()).toEqual(expect.arrayContaining(before));
      expect(await serverIds()).toHaveLength(3);
    });

    it('verifies all of them in one run', async () => {
      const { stdout, exitCode } = await lab.run(['verify', '--format', 'json']);
      const report = JSON.parse(stdout) as Report;
      expect(report.servers.map(({ name }) => name)).toEqual(names);
      expect(report.servers.map(({ summary }) => summary.fail)).toEqual([0, 0, 0]);
      expect(exitCode).toBe(report.servers.some(({ summary }) => summary.cannotTell > 0) ? 3 : 0);
    });

    it('leaves an empty cloud after destroy', async () => {
      const { exitCode, stderr } = await lab.run(['destroy', '--yes']);
      expect(exitCode, stderr.slice(-2000)).toBe(0);
      for (const list of LISTS) expect(await lab.api('GET', `/${list}`)).toMatchObject({ [list]: [] });
    });
  },
);
