import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execIn } from '../../lab/exec.ts';
import { NPM_REGISTRY } from '../../lab/network/addresses.ts';
import { type Ended, OwnLab } from '../own-lab.ts';
import { leftovers } from './leftovers.ts';

const isRoot = process.getuid?.() === 0;

/** What stands between a person and a server: one machine goes through all of it, and comes out whole. */
describe.skipIf(!isRoot)(
  'a deploy that meets one fault after the other (skipped unless root: it boots machines)',
  () => {
    const lab = new OwnLab('flt', '198.19.96.0/20');
    let born: number;

    const nft = (...words: string[]) => {
      const { status, stderr } = spawnSync('ip', ['netns', 'exec', `${lab.settings.prefix}-router`, 'nft', ...words], {
        encoding: 'utf8',
      });
      expect(status, stderr).toBe(0);
    };
    /** The lab's mirror refuses machines that ask for this, as a service does that is down. */
    const switchOff = (what: 'Debian' | 'npm') => {
      const original = `ct original ip daddr ${what === 'npm' ? '==' : '!='} ${new URL(NPM_REGISTRY).hostname}`;
      nft('add', 'table', 'inet', what);
      nft('add', 'chain', 'inet', what, 'mirror', '{ type filter hook input priority -1; }');
      nft('add', 'rule', 'inet', what, 'mirror', `iifname "vm*" ${original} tcp dport 3142 reject with tcp reset`);
    };
    const switchOn = (what: 'Debian' | 'npm') => nft('delete', 'table', 'inet', what);

    const inside = async (...argv: string[]) => {
      const { exitCode, stdout, stderr } = await execIn('gateway', argv, { settings: lab.settings });
      expect(exitCode, stderr).toBe(0);
      return stdout;
    };
    const serverIds = async () =>
      (await lab.api<{ servers: { id: number }[] }>('GET', '/servers')).servers.map(({ id }) => id);
    const deploy = () => lab.run(['deploy', '--yes'], { show: true, env: { npm_config_registry: NPM_REGISTRY } });
    /** The last thing it says: what, why, next. */
    const verdict = ({ stderr, exitCode }: Ended) => {
      expect(exitCode, stderr.slice(-3000)).toBe(1);
      return stderr.slice(stderr.lastIndexOf('Cannot deploy.'));
    };

    beforeAll(async () => {
      await lab.up(['--no-deploy']);
    });
    afterAll(async () => {
      await lab.remove();
      expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
    });

    it('says what may stand at Hetzner when the answer to "make a server" is lost', async () => {
      const origin = new URL(lab.env.HCLOUD_ENDPOINT ?? '').origin;
      const fault = { method: 'POST', path: '/servers', afterCommit: true, dropConnection: true };
      const answer = await fetch(`${origin}/_lab/faults`, {
        method: 'POST',
        headers: { authorization: `Bearer ${lab.env.HCLOUD_TOKEN}` },
        body: JSON.stringify(fault),
      });
      expect(answer.status).toBe(201);
      const lost = verdict(await deploy());
      expect(lost).toContain('E_API_ANSWER_LOST');
      expect(lost).toMatch(/may have been made without a record/);
      const [orphan] = await serverIds();
      expect(orphan).toBeDefined();

      const again = verdict(await deploy());
      expect(again).toContain('E_API_NAME_TAKEN');
      expect(again).toMatch(/server name is already used/);
      expect(again).toMatch(/delete it in the console/);
      expect(await serverIds()).toEqual([orphan]);
      // As it says.
      await lab.api('DELETE', `/servers/${orphan}`);
    });

    it("shows cloud-init's own words when no package can be had at birth", async () => {
      switchOff('Debian');
      switchOff('npm');
      const failed = await deploy();
      switchOn('Debian');
      expect(verdict(failed)).toContain('E_CLOUD_INIT');
      expect(failed.stderr).toMatch(/cloud-init failed on gateway/);
      expect(failed.stderr).toMatch(/package-update-upgrade-install/);
      expect(failed.stderr).toMatch(/E: |Connection refused/);
      expect(failed.stderr).toMatch(/packages are tried once more/);
      const ids = await serverIds();
      expect(ids).toHaveLength(1);
      born = ids[0] as number;
    });

    it('makes up for the birth, then says that the npm registry is down', async () => {
      const failed = await deploy();
      switchOn('npm');
      expect(verdict(failed)).toContain('E_OPENCLAW_INSTALL');
      expect(failed.stderr).toMatch(/the installer ended with 12 \(registry\)/);
      expect(failed.stderr).toMatch(/could not be fetched/);
      expect(await inside('dpkg-query', '-W', '-f', '$' + '{db:Status-Status}', 'fail2ban')).toBe('installed');
      expect(await serverIds()).toEqual([born]);
    });

    it("says that the server's disk is full", async () => {
      // Room for Node, not for OpenClaw: it runs out in the middle.
      await inside('mount', '-t', 'tmpfs', '-o', 'size=200m,mode=0700', 'tmpfs', '/var/lib/private');
      const failed = await deploy();
      await inside('umount', '/var/lib/private');
      expect(verdict(failed)).toContain('E_OPENCLAW_INSTALL');
      expect(failed.stderr).toMatch(/the installer ended with 11 \(disk-full\)/);
      expect(failed.stderr).toMatch(/Make room, or take a server type with a larger disk/);
    });

    it('finishes with the same server once nothing is in the way', async () => {
      const finished = await deploy();
      expect(finished.exitCode, finished.stderr.slice(-3000)).toBe(0);
      expect(finished.stdout).toMatch(/1 server: \d+ pass, 0 fail, 0 cannot tell/);
      expect(await serverIds()).toEqual([born]);
    });
  },
);
