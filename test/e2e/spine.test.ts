import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DriftReport } from '../../drift/report.ts';
import { COLLECT } from '../../facts/collector/units.ts';
import { execIn } from '../../lab/exec.ts';
import { FIRST_UPGRADE_UNIT } from '../../policy/first-upgrade.ts';
import { withoutOwnKernel } from '../../policy/own-kernel.ts';
import type { Report, Result } from '../../report/report.ts';
import { type Ended, OwnLab, runProcess } from '../own-lab.ts';
import type { Sabotage } from '../sabotage/sabotage.ts';
import { perform, type Scene } from './act.ts';
import { leftovers } from './leftovers.ts';
import { look, turned, verdicts } from './look.ts';
import { aboutTunnels, inOrder, slowFactsOf } from './order.ts';

/** What only a kernel of its own could show; see docs/lab.md. The lab's config accepts these, and the report lists them. */
const CANNOT_TELL_HERE: readonly string[] = aboutTunnels.filter((id) =>
  withoutOwnKernel.some(({ control }) => control === id),
);

const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)(
  'from an empty machine to a deployed, verified server (skipped unless root: it boots machines)',
  () => {
    const lab = new OwnLab('sce2e', '198.19.144.0/20');
    let up: Ended;
    let scene: Scene;

    const inside = async (...argv: string[]) => {
      const { exitCode, stdout, stderr } = await execIn('gateway', argv, { settings: lab.settings });
      expect(stderr.trim() === '' || exitCode === 0, stderr).toBe(true);
      return stdout;
    };

    const switched = async (to: 'off' | 'running') => {
      const path = `/servers/${scene.serverId}`;
      await lab.api('POST', `${path}/actions/power${to === 'off' ? 'off' : 'on'}`);
      const status = async () => (await lab.api<{ server: { status: string } }>('GET', path)).server.status;
      await expect.poll(status, { timeout: 30_000, interval: 100 }).toBe(to);
    };

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

    it('ends with a report in which nothing failed', () => {
      expect(up.stdout).toMatch(/1 server: \d+ pass, 0 fail/);
      expect(up.exitCode).toBe(0);
    });

    it('shows every control as a pass, or as an honest cannot-tell', async () => {
      const { stdout, exitCode } = await lab.run(['verify', '--format', 'json']);
      const report = JSON.parse(stdout) as Report;
      const results = report.servers[0]?.results ?? [];
      expect(results.map(({ id }) => id)).toEqual(aboutTunnels);
      expect(results.filter(({ status }) => status === 'fail')).toEqual([]);
      expect(results.filter(({ status }) => status === 'cannot-tell')).toEqual([]);
      const accepted = results.filter(({ status }) => status === 'suppressed');
      expect(accepted.map(({ id }) => id)).toEqual(CANNOT_TELL_HERE);
      expect(exitCode).toBe(0);
      expect(report.exitCode).toBe(exitCode);
    });

    it('judges a recording byte for byte as it judged the server', async () => {
      const facts = join(lab.scratch, 'facts');
      const live = await lab.run(['verify', '--format', 'json', '--save-facts', facts]);
      const again = await lab.run(['verify', '--format', 'json', '--from-facts', facts], {
        env: { HCLOUD_TOKEN: '', SCLERITE_CONFIG: '/nowhere' },
      });
      const servers = (text: string) => JSON.stringify((JSON.parse(text) as Report).servers);
      expect(servers(again.stdout)).toBe(servers(live.stdout));
      expect(again.exitCode).toBe(live.exitCode);
    });

    it('plans no change, and a second deploy changes nothing', async () => {
      expect((await lab.run(['plan'])).stdout).toMatch(/No changes/);
      const touched = ['find', '/etc', '/usr/local', '-type', 'f', '-printf'];
      const before = await inside(...touched, '%p %T@\\n');
      expect(before).toContain('/etc/nftables.conf ');
      const again = await lab.run(['deploy', '--yes']);
      expect(again.exitCode, again.stderr.slice(-2000)).toBe(0);
      expect(again.stderr).toMatch(/No changes|0 to add, 0 to change, 0 to destroy/);
      expect(await inside(...touched, '%p %T@\\n')).toBe(before);
      const { servers } = await lab.api<{ servers: { id: number }[] }>('GET', '/servers');
      expect(servers.map(({ id }) => id)).toEqual([scene.serverId]);
    });

    it('hands over again without a difference: the host is as wanted', async () => {
      const again = await lab.run(['handover', 'gateway']);
      expect(again.exitCode, again.stderr.slice(-2000)).toBe(0);
      expect(again.stderr).toMatch(/the host is as wanted: nothing differs/);
    });

    it('finds drift in the cloud, on the server and from outside, and what it names heals it', async () => {
      const drift = async (...more: string[]) => {
        const { stdout, exitCode } = await lab.run(['drift', '--format', 'json', ...more]);
        const report = JSON.parse(stdout) as DriftReport;
        expect(report.exitCode).toBe(exitCode);
        return { startedAt: report.startedAt, exitCode, servers: report.servers };
      };
      const before = await drift();
      expect(before).toMatchObject({ exitCode: 0, servers: [{ drift: [], unseen: [] }] });

      const everybody = ['0.0.0.0/0', '::/0'];
      const opened = { direction: 'in', protocol: 'tcp', source_ips: everybody };
      const rules = [
        { ...opened, port: '22' },
        { ...opened, port: '8080' },
      ];
      await lab.api('POST', `/firewalls/${scene.firewallId}/actions/set_rules`, { rules });
      await inside('useradd', '--create-home', 'mallory');
      await inside('nft', 'insert', 'rule', 'inet', 'sclerite', 'input', 'tcp', 'dport', '8080', 'accept');
      await inside('systemd-run', '--quiet', '--unit=web', 'python3', '-m', 'http.server', '8080');

      const after = await drift('--since', before.startedAt);
      expect(after.exitCode).toBe(2);
      const [gateway] = after.servers;
      const seen = gateway?.drift.map(({ where, what, heal }) => [where, what, heal]) ?? [];
      expect(seen.filter(([, what]) => what !== 'network.cloud-firewall-exact')).toEqual([
        ['cloud', expect.stringMatching(/^hcloud_firewall /), './sclerite deploy'],
        ['host', 'network.host-openings-exact', expect.stringContaining('./sclerite converge')],
        ['host', 'network.listeners-exact', expect.stringMatching(/^Stop it/)],
        ['outside', 'network.outside-ports-silent', expect.stringContaining('sudo ss -lntp')],
        ['host', 'accounts.no-extra-login', expect.stringContaining('sudo deluser NAME')],
      ]);
      for (const { since } of gateway?.drift ?? []) expect(since?.seen).toBe(after.startedAt);
      expect(gateway?.changes?.changes.map(({ fact }) => fact)).toEqual(
        expect.arrayContaining(['accounts', 'cloudFirewalls', 'listeners', 'nftRuleset', 'outsidePorts']),
      );

      await inside('deluser', '--quiet', 'mallory');
      await inside('rm', '-r', '/home/mallory');
      await inside('systemctl', 'stop', 'web');
      await lab.run(['deploy', '--yes']);
      const healed = await lab.run(['converge']);
      expect(healed.exitCode, healed.stderr.slice(-2000)).toBe(0);
      expect(await drift()).toMatchObject({ exitCode: 0, servers: [{ drift: [], unseen: [] }] });
    });

    it('is on the server what the README says', async () => {
      const sshd = await inside('sshd', '-T');
      expect(sshd).toMatch(/^passwordauthentication no$/m);
      expect(sshd).toMatch(/^permitrootlogin no$/m);
      expect(await inside('nft', 'list', 'ruleset')).toMatch(/policy drop/);
      expect(await inside('systemctl', 'is-active', 'openclaw-gateway')).toBe('active\n');
      expect(await inside('stat', '-c', '%a %U', '/etc/openclaw/openclaw.json')).toBe('600 openclaw\n');
      expect(await inside('stat', '-c', '%a %U', '/var/lib/openclaw')).toBe('700 openclaw\n');
    });

    it('refuses sudo without a password, root by key, and anything but facts to the auditor', async () => {
      const [ssh, ...words] = lab.sshAdmin();
      const address = words.at(-1)?.split('@')[1] ?? '';
      const as = (user: string, ...command: string[]) =>
        runProcess([ssh, ...words.slice(0, -1), `${user}@${address}`, ...command]);
      expect((await as('admin', 'sudo -n true')).stderr).toMatch(/password is required/);
      expect((await as('root', 'true')).stderr).toMatch(/Permission denied \(publickey\)/);
      const shell = await as('auditor', 'id');
      expect(shell.exitCode).not.toBe(0);
      expect(shell.stdout).toBe('');
      expect((await as('auditor', 'facts')).stdout).toMatch(/^sclerite-facts 1 \d+\n/);
    });

    it('keeps every secret out of user data, plan, state, logs and the synthesized project', async () => {
      const secretsDir = lab.state('lab', 'secrets/gateway');
      const secrets = readdirSync(secretsDir).map((name) => readFileSync(join(secretsDir, name), 'utf8').trim());
      expect(secrets.length).toBeGreaterThanOrEqual(2);
      const found: string[] = [];
      for (const file of filesBelow(lab.scratch)) {
        if (file.startsWith(secretsDir) || file.includes('/machines/')) continue;
        const text = readFileSync(file, 'latin1');
        if (secrets.some((secret) => text.includes(secret))) found.push(file);
      }
      expect(found).toEqual([]);
      expect(secrets.some((secret) => up.stdout.includes(secret) || up.stderr.includes(secret))).toBe(false);
      for (const secret of secrets) {
        const argv = [
          'grep',
          '-rlsF',
          '--',
          secret,
          '/etc',
          '/var/log',
          '/var/lib/cloud',
          '/root',
          '/home',
          '/usr/local',
        ];
        expect(await inside(...argv)).toBe('');
      }
    });

    it('says what stands in the way when it cannot look, and ends with 3', async () => {
      const known = lab.state('lab', 'servers/gateway/known-hosts.json');
      const pins = JSON.parse(readFileSync(known, 'utf8'));
      const other = `${pins.hostKeys[0].slice(0, -8)}AAAAAAAA`;
      try {
        writeFileSync(known, JSON.stringify({ ...pins, hostKeys: [other] }));
        const changed = await lab.run(['verify']);
        expect(changed.exitCode).toBe(3);
        expect(changed.stderr).toContain('E_HOST_KEY_CHANGED');
        expect(JSON.parse(readFileSync(known, 'utf8')).hostKeys).toEqual([other]);
      } finally {
        writeFileSync(known, JSON.stringify(pins));
      }
      // Off, not going off: between the two the machine still refuses, which is another sentence.
      await switched('off');
      try {
        const off = await lab.run(['verify']);
        expect(off.exitCode).toBe(3);
        expect(off.stderr).toMatch(/E_SSH_(TIMEOUT|UNREACHABLE)/);
      } finally {
        await switched('running');
        await expect
          .poll(async () => (await lab.run(['verify', '--only', 'ssh,gateway.ready'])).exitCode, {
            timeout: 120_000,
            interval: 2_000,
          })
          .toBe(0);
      }
    });

    it('ends with 64, not 0, when nothing is selected or a word is wrong', async () => {
      expect((await lab.run(['verify', '--only', 'quantum'])).exitCode).toBe(64);
      expect((await lab.run(['verify', 'getaway'])).stderr).toMatch(/did you mean "?gateway/);
      expect((await lab.run(['verify', '--onyl', 'ssh'])).exitCode).toBe(64);
    });

    describe('every control notices its sabotage, and nobody else does', () => {
      let baseline: string[];
      // Each change of a config would start OpenClaw's own audits in the background, 25 s of work: here they are asked for.
      const background = ['sclerite-facts-slow.path', 'sclerite-facts-slow.timer'];
      beforeAll(async () => {
        // What an upgrade replaces is restarted after it: not in the middle of this.
        await inside(
          'sh',
          '-c',
          `! systemctl is-active ${FIRST_UPGRADE_UNIT}.timer || systemctl stop ${FIRST_UPGRADE_UNIT}.timer`,
        );
        await inside('systemctl', 'stop', ...background);
        baseline = verdicts(await look(lab, 'gateway', true));
        expect(baseline.filter((line) => !line.endsWith(': pass'))).toEqual(
          CANNOT_TELL_HERE.map((id) => `${id}: suppressed`),
        );
      });

      it.skip.each(CANNOT_TELL_HERE)('%s (skipped: it needs a machine with a kernel of its own)', () => {});

      it.each(inOrder.filter((id) => !CANNOT_TELL_HERE.includes(id)))('%s', async (id) => {
        const file = join(import.meta.dirname, '../sabotage', `${id.replace('.', '/')}.ts`);
        const { default: sabotage } = (await import(file)) as { default: Sabotage };
        // Of the slow facts its own alone are taken anew: the baseline, for one, sees nearly every act, and all take minutes.
        const slow = slowFactsOf(id);
        const take = async () => {
          if (slow.length > 0) await inside(COLLECT, '--slow', ...slow);
        };
        await perform(sabotage.break, scene);
        let broken: readonly Result[];
        try {
          await take();
          broken = await look(lab, 'gateway');
        } finally {
          await perform(sabotage.repair, scene);
          await take();
        }
        expect(turned(broken, baseline, id)).toEqual([`${id}: fail`]);
      });

      it('is whole again after all of it, and tells two who ask at once', async () => {
        await inside('systemctl', 'start', ...background);
        const [one, other] = await Promise.all([look(lab, 'gateway', true), look(lab, 'gateway', true)]);
        expect(verdicts(one)).toEqual(baseline);
        expect(verdicts(other)).toEqual(baseline);
      });
    });
  },
);

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'machines' ? [] : filesBelow(path);
    return entry.isFile() && statSync(path).size < 64 * 1024 * 1024 ? [path] : [];
  });
}
