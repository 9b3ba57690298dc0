import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { command, tryCommand } from '../../lab/command.ts';
import { execIn, findMachine } from '../../lab/exec.ts';
import { ensureImage } from '../../lab/machines/image.ts';
import { supervisorOf } from '../../lab/machines/machine.ts';
import { isAlive, type ProcessIdentity, signal, waitForEnd } from '../../lab/machines/process.ts';
import { machineIpv6 } from '../../lab/network/addresses.ts';
import { labPaths, machinePaths } from '../../lab/paths.ts';
import { findDaemon, type LabAccess, lowerLab, raiseLab } from '../../lab/session.ts';
import { labSettings, settingsOfEnvironment } from '../../lab/settings.ts';
import { readStatus } from '../../lab/status.ts';
import { authorityTests } from './_authority.ts';

/**
 * The lab's machines for real: root, the image and about a minute. A lab of its own, beside any that is up: other names,
 * other addresses, other directory. The same for both drivers: SCLERITE_LAB_DRIVER=qemu runs it over machines with a kernel of
 * their own (`./sclerite test --driver qemu`), whose processor may be emulated: there everything takes its time.
 */
const { driver = 'nspawn' } = settingsOfEnvironment(process.env);
const patience = driver === 'qemu' ? 12 : 1;
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: the lab boots machines, which needs root');

describe.skipIf(!isRoot)('machines', () => {
  const settings = labSettings({
    driver,
    // Both drivers may be tested at once.
    ...(driver === 'qemu'
      ? { prefix: 'sclqtest', ipv4Range: '198.19.208.0/20', stateDir: '/var/lib/sclqtest/lab' }
      : { prefix: 'scltest', ipv4Range: '198.19.192.0/20', stateDir: '/var/lib/scltest/lab' }),
  });
  let access: LabAccess;
  let keys: string;
  let web: { id: number; ipv4: string; ipv6: string };
  let firewall: number;
  const said: string[] = [];
  const progress = (sentence: string) => said.push(sentence);

  async function request<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${access.endpoint}${path}`, {
      method,
      headers: { authorization: `Bearer ${access.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  interface Action {
    readonly id: number;
    readonly status: 'running' | 'success' | 'error';
    readonly error: { readonly message: string } | null;
  }

  /** A call of the API; waits for its actions when it gives some. */
  async function api<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await request<T & { action?: Action; actions?: Action[]; next_actions?: Action[] }>(
      method,
      path,
      body,
    );
    const { action, actions = [], next_actions = [] } = answer;
    for (const { id } of [...(action ? [action] : []), ...actions, ...next_actions]) {
      await until(`action ${id}`, async () => {
        const { action } = await request<{ action: Action }>('GET', `/actions/${id}`);
        if (action.status === 'error') throw new Error(`action ${id}: ${action.error?.message}`);
        return action.status === 'success';
      });
    }
    return answer;
  }

  async function until(what: string, isTrue: () => Promise<boolean>, seconds = 90 * patience): Promise<void> {
    const deadline = performance.now() + seconds * 1000;
    while (!(await isTrue())) {
      if (performance.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const ssh = (address: string, ...argv: string[]) =>
    tryCommand(
      [
        ...['ssh', '-i', join(keys, 'id'), '-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes'],
        ...['-o', `ConnectTimeout=${5 * patience}`, '-o', 'StrictHostKeyChecking=no'],
        ...['-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR'],
        ...[`root@${address}`, ...argv],
      ],
      { timeoutSeconds: 60 * patience },
    );

  /** Whether a TCP connection from the host comes about; a dropped packet shows as silence. */
  function reaches(host: string, port: number): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = createConnection({ host, port, timeout: 1500 });
      const end = (answer: boolean) => {
        socket.destroy();
        resolve(answer);
      };
      socket.once('connect', () => end(true));
      socket.once('timeout', () => end(false));
      socket.once('error', () => end(false));
    });
  }

  const inWeb = async (script: string) => {
    const result = await execIn('web', ['sh', '-euc', script], { settings, timeoutSeconds: 60 * patience });
    if (result.exitCode !== 0) throw new Error(`${script}: ${result.exitCode} ${result.stderr}`);
    return result.stdout.trim();
  };

  /** The process on the host without which there is no machine. */
  const heart = async (): Promise<ProcessIdentity> => {
    if (driver === 'nspawn') return findMachine('web', settings);
    const supervisor = supervisorOf(machinePaths(labPaths(settings), web.id));
    if (supervisor === null) throw new Error('the machine is off');
    return supervisor;
  };

  /** Another text after each boot: a container shares the kernel's own number with the host, QEMU starts with the same clock. */
  const bootOfWeb = () => inWeb("cat /proc/sys/kernel/random/boot_id; cut -d ' ' -f 22 /proc/1/stat");

  async function rebootWeb(): Promise<void> {
    const before = await bootOfWeb();
    await execIn('web', ['systemctl', 'reboot'], { settings });
    await until('another boot', async () => (await bootOfWeb().catch(() => before)) !== before);
    await until('the login after the reboot', async () => (await ssh(web.ipv4, 'true')).exitCode === 0);
  }

  const setRules = (rules: object[]) => api('POST', `/firewalls/${firewall}/actions/set_rules`, { rules });
  const everywhere = ['0.0.0.0/0', '::/0'];
  const inbound = (protocol: string, port?: string, source_ips = everywhere) => ({
    ...{ direction: 'in', protocol, source_ips },
    ...(port === undefined ? {} : { port }),
  });

  beforeAll(async () => {
    keys = await mkdtemp(join(tmpdir(), 'lab-test-'));
    await command(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(keys, 'id')]);
    await lowerLab(settings, progress); // a run that was killed may have left one
    await rm(settings.stateDir, { recursive: true, force: true });
    access = await raiseLab(settings, progress);
    await api('POST', '/ssh_keys', {
      name: 'test',
      public_key: (await command(['cat', join(keys, 'id.pub')])).trim(),
    });
    const made = await api<{ firewall: { id: number } }>('POST', '/firewalls', {
      name: 'test',
      rules: [inbound('tcp', '22')],
    });
    firewall = made.firewall.id;
    const { server } = await api<{
      server: { id: number; public_net: { ipv4: { ip: string }; ipv6: { ip: string } } };
    }>('POST', '/servers', {
      ...{ name: 'web', server_type: 'cx23', image: 'debian-13', location: 'fsn1', ssh_keys: ['test'] },
      firewalls: [{ firewall }],
      user_data: '#cloud-config\nwrite_files:\n  - path: /root/from-user-data\n    content: it came through\n',
    });
    const { ipv4, ipv6 } = server.public_net;
    web = { id: server.id, ipv4: ipv4.ip, ipv6: machineIpv6(ipv6.ip) };
    await until('the first login', async () => (await ssh(web.ipv4, 'true')).exitCode === 0);
  });

  afterAll(async () => {
    await lowerLab(settings, progress);
    await rm(dirname(settings.stateDir), { recursive: true, force: true });
    await rm(keys, { recursive: true, force: true });
  });

  it('lets root in by key over IPv4 and IPv6, and passes exit codes and input on', async () => {
    expect(await ssh(web.ipv6, 'exit 7')).toMatchObject({ exitCode: 7 });
    expect(await execIn('web', ['cat'], { settings, input: 'through stdin' })).toMatchObject({
      exitCode: 0,
      stdout: 'through stdin',
    });
    expect(await execIn(web.id, ['sh', '-c', 'echo no >&2; exit 9'], { settings })).toMatchObject({
      exitCode: 9,
      stderr: 'no\n',
    });
  });

  it('boots cleanly, with its user data, behind no firewall of its own', async () => {
    expect(await inWeb('cloud-init status --wait >&2; cat /root/from-user-data')).toBe('it came through');
    expect(await inWeb('systemctl is-system-running --wait')).toBe('running');
    expect(await inWeb('nft list ruleset')).toBe('');
    expect(await inWeb('hostname; getent passwd debian || echo nobody')).toBe('web\nnobody');
  });

  it.runIf(driver === 'qemu')('has a kernel of its own, and the datasource that runs at Hetzner', async () => {
    expect(await inWeb('cat /run/cloud-init/cloud-id; cat /sys/class/dmi/id/sys_vendor')).toBe('hetzner\nHetzner');
    expect(await inWeb('cat /sys/class/dmi/id/product_serial')).toBe(String(web.id));
    expect(await inWeb('uname -r')).not.toBe((await command(['uname', '-r'])).trim());
    expect(await inWeb('cat /sys/module/apparmor/parameters/enabled')).toBe('Y');
  });

  it('tells a machine about itself on the metadata address, and nobody else', async () => {
    const metadata = 'http://169.254.169.254/hetzner/v1';
    expect(await inWeb(`curl -sf ${metadata}/metadata/instance-id`)).toBe(String(web.id));
    expect(await inWeb(`curl -sf ${metadata}/userdata`)).toContain('write_files');
    expect(await inWeb(`curl -s -o /dev/null -w '%{http_code}' ${metadata}/metadata/nothing`)).toBe('404');
    const router = await command(['ip', '-4', '-j', 'route', 'get', web.ipv4]).then(
      (text) => JSON.parse(text)[0].gateway,
    );
    expect(await reaches(router, 80)).toBe(false);
  });

  it('filters what comes in, over both families and at once', async () => {
    await inWeb('systemd-run -q --unit=probe python3 -m http.server --bind :: 8000');
    await until('the probe', async () => (await inWeb('ss -Hltn sport = :8000')) !== '');
    expect(await reaches(web.ipv4, 8000)).toBe(false);
    expect(await reaches(web.ipv6, 8000)).toBe(false);
    await setRules([inbound('tcp', '22'), inbound('tcp', '8000', ['::/0'])]);
    expect(await reaches(web.ipv4, 8000)).toBe(false);
    expect(await reaches(web.ipv6, 8000)).toBe(true);
    await setRules([inbound('tcp', '22'), inbound('tcp', '7999-8001', ['0.0.0.0/0'])]);
    expect(await reaches(web.ipv4, 8000)).toBe(true);
    expect(await reaches(web.ipv6, 8000)).toBe(false);
    await setRules([inbound('tcp', '22'), inbound('tcp', '8000', ['198.51.100.0/24'])]);
    expect(await reaches(web.ipv4, 8000)).toBe(false);
  });

  it('answers ping only where a rule says so', async () => {
    // An image's own ping: a host need not have one.
    const tree = await ensureImage('debian-13', labPaths(settings).images, progress);
    const ping = async (address: string) =>
      (await tryCommand(['chroot', tree, 'ping', '-c1', `-W${2 * patience}`, address])).exitCode === 0;
    await setRules([inbound('tcp', '22')]);
    expect([await ping(web.ipv4), await ping(web.ipv6)]).toEqual([false, false]);
    await setRules([inbound('tcp', '22'), inbound('icmp')]);
    expect([await ping(web.ipv4), await ping(web.ipv6)]).toEqual([true, true]);
  });

  it('filters what goes out once there is a rule for it', async () => {
    const code = (host: string) =>
      inWeb(`curl -s -m 3 -o /dev/null http://${host}:8080/_lab/health && echo yes || echo no`);
    const api = access.endpoint.split('/')[2]?.split(':')[0] ?? '';
    await setRules([inbound('tcp', '22')]);
    expect(await code(api)).toBe('yes');
    await setRules([
      inbound('tcp', '22'),
      { direction: 'out', protocol: 'tcp', port: '443', destination_ips: everywhere },
    ]);
    expect(await code(api)).toBe('no');
    expect(await inWeb('curl -sf http://169.254.169.254/hetzner/v1/metadata/hostname')).toBe('web');
    expect((await ssh(web.ipv4, 'true')).exitCode).toBe(0); // answers belong to a connection that came in
    await setRules([inbound('tcp', '22')]);
  });

  it('drops what a machine sends under an address that is not its own', async () => {
    await inWeb('ip address add 198.19.207.9/32 dev eth0');
    const result = await inWeb(
      'curl -s -m 2 --interface 198.19.207.9 http://169.254.169.254/hetzner/v1/metadata/hostname || echo silence',
    );
    await inWeb('ip address delete 198.19.207.9/32 dev eth0');
    expect(result).toBe('silence');
  });

  it('downloads packages through the mirror', async () => {
    await inWeb('cd /tmp; apt-get update -qq >&2; apt-get download -qq tree >&2; rm tree_*.deb');
    const mirror = await readdir(join(settings.cacheDir, 'mirror'), { recursive: true });
    expect(mirror.length).toBeGreaterThan(0);
  });

  // The CA is the same for both, and its client's own installation takes a quarter of an hour under TCG.
  describe.skipIf(driver === 'qemu')('the certificate authority', () => {
    authorityTests(() => ({
      ...{ settings, access, ipv4: web.ipv4, ipv6: web.ipv6, api, inMachine: inWeb },
      open: (...ports) => setRules(['22', ...ports].map((port) => inbound('tcp', port))),
    }));
  });

  it('comes back from its own reboot, with its disk and without its old firewall', async () => {
    await inWeb('touch /root/kept; nft add table inet leftover');
    await rebootWeb();
    expect(await inWeb('ls /root/kept; nft list tables')).toBe('/root/kept');
    expect((await readStatus(settings)).machines).toMatchObject([{ name: 'web', state: 'running' }]);
  });

  it('attaches a volume under its Hetzner name, keeps it over a reboot, and detaches it', async () => {
    const { volume } = await api<{ volume: { id: number; linux_device: string } }>('POST', '/volumes', {
      ...{ name: 'data', size: 10, format: 'ext4', server: web.id },
    });
    expect(volume.linux_device).toBe(`/dev/disk/by-id/scsi-0HC_Volume_${volume.id}`);
    const isThere = async () => (await inWeb(`test -b ${volume.linux_device} && echo yes || echo no`)) === 'yes';
    await until('the volume', isThere);
    expect(await inWeb(`mount ${volume.linux_device} /mnt; touch /mnt/x; ls /mnt; umount /mnt`)).toContain('x');
    await rebootWeb();
    await until('the volume after the reboot', isThere);
    expect(await inWeb(`mount ${volume.linux_device} /mnt; ls /mnt; umount /mnt`)).toContain('x');
    await api('POST', `/volumes/${volume.id}/actions/detach`);
    await until('the volume to be gone', async () => !(await isThere()));
    await api('DELETE', `/volumes/${volume.id}`);
  });

  it('goes on when the daemon is killed, and is found again by the next', async () => {
    const daemon = findDaemon(settings);
    if (daemon === null || daemon === 'died') throw new Error('no daemon');
    signal(daemon, 'SIGKILL');
    await waitForEnd(daemon, 5);
    expect(findDaemon(settings)).toBe('died');
    expect((await ssh(web.ipv4, 'true')).exitCode).toBe(0);
    access = await raiseLab(settings, progress);
    const { server } = await api<{ server: { status: string } }>('GET', `/servers/${web.id}`);
    expect(server.status).toBe('running');
    expect(await inWeb('curl -sf http://169.254.169.254/hetzner/v1/metadata/hostname')).toBe('web');
  });

  it('says so when it is started twice', async () => {
    said.length = 0;
    expect(await raiseLab(settings, progress)).toEqual(access);
    expect(said.join('\n')).toContain('is up already');
  });

  it('shows a machine that switched itself off as off, and starts it again', async () => {
    await execIn('web', ['systemctl', 'poweroff'], { settings });
    const status = async () => (await api<{ server: { status: string } }>('GET', `/servers/${web.id}`)).server.status;
    await until('the API to notice', async () => (await status()) === 'off');
    await api('POST', `/servers/${web.id}/actions/poweron`);
    await until('the login', async () => (await ssh(web.ipv4, 'true')).exitCode === 0);
    expect(await status()).toBe('running');
  });

  it('leaves nothing on the host when it is taken down, and has its machines back afterwards', async () => {
    const process = await heart();
    await lowerLab(settings, progress);
    expect(isAlive(process)).toBe(false);
    expect(await leftovers()).toEqual([]);
    access = await raiseLab(settings, progress);
    await until('the login', async () => (await ssh(web.ipv4, 'true')).exitCode === 0);
    expect(await inWeb('ls /root/kept')).toBe('/root/kept');
  });

  it('leaves nothing on the host when its processes were killed before', async () => {
    const daemon = findDaemon(settings);
    if (daemon === null || daemon === 'died') throw new Error('no daemon');
    signal(daemon, 'SIGKILL');
    signal(await heart(), 'SIGKILL');
    await lowerLab(settings, progress);
    expect(await leftovers()).toEqual([]);
  });

  /** Whatever on this host still carries the lab's prefix. */
  async function leftovers(): Promise<string[]> {
    const views = [
      ['ip', 'netns', 'list'],
      ['ip', '-o', 'link'],
      ['nft', 'list', 'tables'],
      ['cat', '/proc/mounts'],
      ['ip', 'route', 'show', 'table', 'all'],
      ['losetup', '--list', '--noheadings'],
      ['ps', '-eo', 'args'],
      ['find', '/sys/fs/cgroup', '-maxdepth', '2', '-name', `${settings.prefix}*`],
    ];
    const texts = await Promise.all(views.map((argv) => command(argv)));
    return texts.flatMap((text) =>
      text.split('\n').filter((line) => line.includes(settings.prefix) && !line.startsWith('find ')),
    );
  }
});
