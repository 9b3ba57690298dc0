import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '../../controls/index.ts';
import { execIn } from '../../lab/exec.ts';
import { OwnLab, runProcess } from '../own-lab.ts';
import type { Sabotage } from '../sabotage/sabotage.ts';
import { perform } from './act.ts';
import { leftovers } from './leftovers.ts';
import { look } from './look.ts';
import type { WrongChange } from './wrong-change.ts';
import { operate } from './wrong-operator.ts';

const isRoot = process.getuid?.() === 0;
/** Seconds until the server takes a change back: short, so that the tests are. */
const WINDOW = 12;
/** What a rollback and a login may take beyond it. The promise to operators is 150 s with a window of 120. */
const GRACE = 25;
const CONFIRMING = 'logging in from the beginning: only that keeps the change';
const DROP_IN = '/etc/ssh/sshd_config.d/00-sclerite.conf';

describe.skipIf(!isRoot)('changes that would lock everybody out (skipped unless root: it boots a machine)', () => {
  const lab = new OwnLab('sccvg', '198.19.64.0/20');
  let serverId = 0;
  let firewallId = 0;
  let address = '';
  let former = '';

  const inside = async (script: string) => {
    const argv = ['bash', '-c', `set -euo pipefail\n${script}`];
    const { exitCode, stdout, stderr } = await execIn('gateway', argv, { settings: lab.settings, timeoutSeconds: 60 });
    if (exitCode !== 0) throw new Error(`${script}\nended with ${exitCode}: ${stderr}`);
    return stdout;
  };
  /** Everything that a change could have left behind: files with owner, mode and content, live rules, sshd, units. */
  const state = () =>
    inside(`cd /etc
find . -xdev \\( -type f -o -type l \\) -printf '%p %y %m %u:%g %l\\n' | LC_ALL=C sort
find . -xdev -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
nft -s list table inet sclerite | sed '/elements = {[^}]*}$/d; /elements = {/,/}/d'
sshd -T
systemctl is-enabled ssh nftables fail2ban
systemctl is-active ssh nftables fail2ban
ls -A /var/lib/sclerite
ls /run/systemd/transient | { grep rollback || test $? -eq 1; }`);
  const isReachable = async () =>
    (await runProcess([...lab.sshAdmin(), 'true'], { env: { ...process.env, SSH_AUTH_SOCK: '' } })).exitCode === 0;
  const reachableAfter = async () => {
    const begun = performance.now();
    await expect.poll(isReachable, { timeout: (WINDOW + GRACE + 60) * 1000, interval: 1_000 }).toBe(true);
    return (performance.now() - begun) / 1000;
  };
  const env = (more: NodeJS.ProcessEnv = {}) => ({ ...lab.env, SCLERITE_ROLLBACK_SECONDS: String(WINDOW), ...more });
  /** What a run says and throws, and how long it takes. */
  const attempt = async (change?: WrongChange, more: Partial<Parameters<typeof operate>[0]> = {}) => {
    const said: string[] = [];
    const begun = performance.now();
    const { onLine } = more;
    const [result] = await Promise.allSettled([
      operate({
        ...{ server: 'gateway', env: env(), ...(change && { change }) },
        ...more,
        onLine(line) {
          said.push(line);
          onLine?.(line);
        },
      }),
    ]);
    return { said, result, seconds: (performance.now() - begun) / 1000 };
  };
  /** An operator's process that is killed as soon as its change is made. */
  const killed = (change: WrongChange, seconds: number) =>
    new Promise<void>((resolve, reject) => {
      const program = join(import.meta.dirname, 'wrong-operator.ts');
      const child = spawn(process.execPath, [...process.execArgv, program, 'gateway', change], {
        env: env({ SCLERITE_ROLLBACK_SECONDS: String(seconds) }),
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes(CONFIRMING)) child.kill('SIGKILL');
      });
      child.once('error', reject);
      child.once('close', (_, signal) => {
        if (signal === 'SIGKILL') resolve();
        else reject(new Error(`it was to be killed, and ended by itself: ${said}`));
      });
    });
  const router = (...words: string[]) => {
    const netns = `${lab.settings.prefix}-router`;
    return runProcess(['ip', 'netns', 'exec', netns, 'nft', ...words]).then(({ exitCode, stderr }) =>
      expect(exitCode, stderr).toBe(0),
    );
  };
  /** The next run: tells what was rolled back and why, and finds nothing to do. */
  const told = async () => {
    const { result, said } = await attempt();
    expect(result).toEqual({ status: 'fulfilled', value: [] });
    const warnings = said.filter((line) => line.startsWith('! ')).join('\n');
    expect(await inside('ls -A /var/lib/sclerite')).not.toContain('last-rollback');
    return warnings;
  };

  beforeAll(async () => {
    await lab.up();
    // The lab's config is loaded in this process, too.
    Object.assign(process.env, lab.env);
    type Net = { readonly ipv4: { readonly ip: string }; readonly firewalls: readonly { readonly id: number }[] };
    const { servers } = await lab.api<{ servers: { id: number; public_net: Net }[] }>('GET', '/servers');
    const [server] = servers;
    if (!server?.public_net.firewalls[0]) throw new Error('the deployed server has no firewall');
    serverId = server.id;
    address = server.public_net.ipv4.ip;
    firewallId = server.public_net.firewalls[0].id;
    former = await state();
  });
  afterAll(async () => {
    await lab.remove();
    expect(leftovers(lab.settings.prefix, lab.scratch)).toEqual([]);
  });

  it('changes nothing right after birth, and says so', async () => {
    const { exitCode, stdout, stderr } = await lab.run(['converge']);
    expect(stdout, stderr).toMatch(/^gateway: nothing differs, nothing was changed$/m);
    expect(stdout).toMatch(/1 server: \d+ pass, 0 fail/);
    expect([0, 3]).toContain(exitCode);
    expect(await state()).toBe(former);
  });

  it('touches exactly what differs, under a guard that a fresh login takes away', async () => {
    const times = () => inside("find /etc /usr/local -type f -printf '%p %T@\\n' | sort");
    const before = (await times()).split('\n');
    await inside(`echo '# vandal' >>${DROP_IN}`);
    const rehearsed = await lab.run(['converge', '--dry-run']);
    expect(rehearsed.exitCode, rehearsed.stderr).toBe(2);
    expect(rehearsed.stdout).toMatch(/file \/etc\/ssh\/sshd_config.d\/00-sclerite.conf: .*\(with a rollback armed\)/);
    const { result, said } = await attempt();
    expect(result).toEqual({ status: 'fulfilled', value: [`changed ${DROP_IN}`, 'reloaded ssh.service'] });
    expect(said).toContain(CONFIRMING);
    const after = (await times()).split('\n');
    const moved = after.filter((line) => !before.includes(line)).map((line) => line.split(' ')[0]);
    expect(moved).toEqual([DROP_IN]);
    expect(await state()).toBe(former);
    expect((await attempt()).result).toEqual({ status: 'fulfilled', value: [] });
  });

  it.each<{ change: WrongChange; because: RegExp }>([
    { change: 'breaks key login', because: /refuses the key/ },
    { change: 'lets in somebody else', because: /refuses the key/ },
    // Tried until the time is over: whichever side is first to see that says why.
    {
      change: 'makes a sshd that does not start',
      because: /refuses the connection|nobody logged in afresh in time/,
    },
    { change: 'shuts port 22', because: /no answer within/ },
  ])('takes back what $change', async ({ change, because }) => {
    const { result, seconds } = await attempt(change);
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'E_ROLLED_BACK', exitCode: 2 } });
    const why = String((result as { reason: { why: string } }).reason.why);
    expect(why).toMatch(because);
    expect(why).toMatch(/rolled back on 20.*: file \/etc\/(ssh|nftables)/);
    expect(seconds).toBeLessThan(WINDOW + GRACE);
    expect(await isReachable()).toBe(true);
    expect((await state()).replace('last-rollback\n', '')).toBe(former);
  });

  it('takes back what nobody could confirm, because the network was cut', async () => {
    const mend = () => router('delete', 'table', 'inet', 'cut');
    let mending: Promise<void> | undefined;
    const { result } = await attempt('harmless', {
      onLine(line) {
        if (line !== CONFIRMING) return;
        const rule = `add table inet cut; add chain inet cut way { type filter hook forward priority -10; }; add rule inet cut way ip daddr ${address} drop; add rule inet cut way ip saddr ${address} drop`;
        mending = router(rule).then(
          () => new Promise((resolve, reject) => setTimeout(() => mend().then(resolve, reject), (WINDOW + 3) * 1000)),
        );
      },
    });
    await mending;
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'E_ROLLED_BACK' } });
    expect(String((result as { reason: { why: string } }).reason.why)).toMatch(/nobody logged in afresh in time/);
    expect((await state()).replace('last-rollback\n', '')).toBe(former);
    await told();
  });

  it('takes it back when the operator is killed', async () => {
    await killed('shuts port 22', WINDOW);
    expect(await isReachable()).toBe(false);
    expect(await reachableAfter()).toBeLessThan(WINDOW + GRACE);
    expect((await state()).replace('last-rollback\n', '')).toBe(former);
    expect(await told()).toMatch(
      /rolled back on 20.*: file \/etc\/nftables.conf\n! because nobody logged in afresh in time/,
    );
  });

  it('takes it back when the machine is started again before the time is over', async () => {
    await killed('shuts port 22', 300);
    await lab.api('POST', `/servers/${serverId}/actions/reset`);
    expect(await reachableAfter()).toBeLessThan(WINDOW + GRACE);
    await expect
      .poll(() => inside('systemctl is-system-running || true'), { timeout: 60_000 })
      .toMatch(/running|degraded/);
    expect((await state()).replace('last-rollback\n', '')).toBe(former);
    expect(await told()).toMatch(/because the machine was started again before anybody had confirmed it/);
  });

  it('lets two runs at once come one after the other', async () => {
    await inside(`echo '# vandal' >>${DROP_IN}; echo '# vandal' >>/etc/nftables.conf`);
    const runs = await Promise.all([attempt(), attempt()]);
    for (const { result } of runs) expect(result.status, JSON.stringify(runs)).toBe('fulfilled');
    expect(await state()).toBe(former);
  });

  describe('after a sabotage', () => {
    const control = (id: string) => {
      const found = controls.find((candidate) => candidate.id === id);
      if (found === undefined) throw new Error(`there is no control ${id}`);
      return found;
    };
    const sabotageOf = async (id: string) =>
      (await import(join(import.meta.dirname, '../sabotage', `${id.replace('.', '/')}.ts`))).default as Sabotage;
    const verdict = async (id: string) => (await look(lab, 'gateway')).find((result) => result.id === id);

    it.each([
      'ssh.password-auth-off',
      'ssh.offers-keys-only',
      'ssh.authorized-keys-exact',
      'network.host-inbound-drop',
      'network.host-openings-exact',
      'accounts.gateway-user-powerless',
      'fail2ban.sshd-jail-on',
      'updates.timers-on',
      'gateway.config-private',
      'gateway.starts-at-boot',
    ])('heals %s', async (id) => {
      await perform((await sabotageOf(id)).break, { lab, server: 'gateway', serverId, firewallId });
      expect(await verdict(id)).toMatchObject({ status: 'fail' });
      const { result } = await attempt(undefined, { failed: [control(id)] });
      expect(result).toMatchObject({ status: 'fulfilled', value: { length: expect.toSatisfy((n) => n > 0) } });
      expect(await verdict(id)).toMatchObject({ status: 'pass' });
    });

    it.each([
      { id: 'ssh.no-shadowed-drop-in', why: "a file that is nobody's" },
      { id: 'accounts.no-extra-login', why: "somebody's account" },
      { id: 'accounts.sudo-members-exact', why: "somebody's group" },
      { id: 'network.cloud-firewall-exact', why: 'the cloud' },
    ])('leaves $id alone ($why), and it still says what to do', async ({ id }) => {
      const { break: act, repair } = await sabotageOf(id);
      const scene = { lab, server: 'gateway', serverId, firewallId };
      await perform(act, scene);
      const { result } = await attempt(undefined, { failed: [control(id)] });
      expect(result.status, JSON.stringify(result)).toBe('fulfilled');
      const left = await verdict(id);
      expect(left?.status).toBe('fail');
      expect(left?.next).toMatch(/\w{3}/);
      await perform(repair, scene);
    });
  });

  describe('refuses, with a name and nothing lost,', () => {
    // The sabotages before left traces of their own: the tools of accounts keep a copy of what was before.
    beforeAll(async () => {
      former = await state();
    });
    const spoil = `echo '# vandal' >>${DROP_IN}`;
    const heal = async () => {
      const { result } = await attempt();
      expect(result.status, JSON.stringify(result)).toBe('fulfilled');
      expect(await state()).toBe(former);
    };

    it('a risky change that could not be taken back, unless that risk is accepted', async () => {
      await inside(`${spoil}; mount -t tmpfs -o size=4k,mode=0755 tmpfs /var/lib/sclerite`);
      const { result } = await attempt();
      expect(result).toMatchObject({ reason: { code: 'E_NO_WAY_BACK', exitCode: 2 } });
      expect(JSON.stringify(result)).toMatch(/No space left on device/);
      expect(await inside(`tail -n 1 ${DROP_IN}`)).toBe('# vandal\n');
      const accepted = await attempt(undefined, { isRiskAccepted: true });
      expect(accepted.result.status).toBe('fulfilled');
      expect(accepted.said.join()).toMatch(/going on without a way back/);
      await inside('umount /var/lib/sclerite');
      await heal();
    });

    it('a sshd whose own files are broken already', async () => {
      await inside(`echo 'Nonsense yes' >/etc/ssh/sshd_config.d/10-vandal.conf; ${spoil}`);
      const { result } = await attempt();
      expect(result).toMatchObject({ reason: { code: 'E_NO_WAY_BACK' } });
      expect(JSON.stringify(result)).toMatch(/Nonsense/);
      await inside('rm /etc/ssh/sshd_config.d/10-vandal.conf');
      await heal();
    });

    it('a file system that is read-only', async () => {
      await inside(
        'echo vandal >>/etc/apt/apt.conf.d/52sclerite; mount --bind /etc /etc; mount -o remount,ro,bind /etc',
      );
      const { result } = await attempt();
      await inside('umount /etc');
      expect(result).toMatchObject({ reason: { code: 'E_SERVER_READ_ONLY' } });
      await heal();
    });

    it('a disk that is full', async () => {
      await inside(`echo vandal >>/etc/apt/apt.conf.d/52sclerite
mkdir /run/full; mount -t tmpfs -o size=16m,mode=0755 tmpfs /run/full; cp -a /etc/. /run/full; mount --bind /run/full /etc
head -c 16M /dev/zero >/etc/full 2>/dev/null || true`);
      const { result } = await attempt();
      await inside('umount /etc /run/full; rmdir /run/full');
      expect(result).toMatchObject({ reason: { code: 'E_SERVER_DISK_FULL' } });
      await heal();
    });

    it('another system', async () => {
      await inside(
        `sed 's/^PRETTY_NAME=.*/PRETTY_NAME="Debian GNU\\/Linux 12 (bookworm)"/; s/^VERSION_ID=.*/VERSION_ID="12"/' /usr/lib/os-release >/run/other; ${spoil}; mount --bind /run/other /usr/lib/os-release`,
      );
      const { result } = await attempt();
      await inside('umount /usr/lib/os-release; rm /run/other');
      expect(result).toMatchObject({
        reason: {
          code: 'E_OTHER_SYSTEM',
          message: expect.stringContaining('Debian GNU/Linux 12 (bookworm), not debian-13'),
        },
      });
      await heal();
    });

    it('an installation that was cut off', async () => {
      await inside(`dpkg --remove --force-depends python3-systemd >/dev/null 2>&1; touch /var/lib/dpkg/updates/0000`);
      const { result } = await attempt();
      expect(result, JSON.stringify(result)).toMatchObject({ reason: { code: 'E_DPKG_INTERRUPTED' } });
      await inside('rm /var/lib/dpkg/updates/0000');
      const healed = await attempt();
      expect(healed.result).toMatchObject({ status: 'fulfilled', value: ['installed python3-systemd'] });
    });
  });
});
