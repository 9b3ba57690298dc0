import { Resolver } from 'node:dns/promises';
import { rm } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { execIn } from '../../../lab/exec.ts';
import { labNetwork } from '../../../lab/network/addresses.ts';
import { type LabAccess, lowerLab, raiseLab } from '../../../lab/session.ts';
import { labSettings } from '../../../lab/settings.ts';

/** Zones as a machine and as the host see them: root, the image, and a lab of its own beside any that is up. */
const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: the lab boots machines, which needs root');

const zone = 'names.test';

describe.skipIf(!isRoot)('names', () => {
  const settings = labSettings({ prefix: 'sclnames', ipv4Range: '198.19.176.0/20', stateDir: '/var/lib/sclnames/lab' });
  const host = labNetwork(settings).host.ipv4;
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  resolver.setServers([host]);
  const progress = () => {};
  let access: LabAccess;
  let ipv4: string;
  let ipv6: string;
  let id: number;

  async function api<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${access.endpoint}${path}`, {
      method,
      headers: { authorization: `Bearer ${access.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  const add = (name: string, type: string, ...values: string[]) =>
    api('POST', `/zones/${zone}/rrsets`, { name, type, ttl: 60, records: values.map((value) => ({ value })) });

  async function inMachine(script: string): Promise<string> {
    const result = await execIn(id, ['sh', '-euc', script], { settings, timeoutSeconds: 60 });
    if (result.exitCode !== 0) throw new Error(`${script}: ${result.exitCode} ${result.stdout} ${result.stderr}`);
    return result.stdout.trim();
  }

  beforeAll(async () => {
    await lowerLab(settings, progress); // a run that was killed may have left one
    await rm(settings.stateDir, { recursive: true, force: true });
    access = await raiseLab(settings, progress);
    await api('POST', '/zones', { name: zone, mode: 'primary' });
    const { server } = await api<{
      server: { id: number; public_net: { ipv4: { ip: string }; ipv6: { ip: string } } };
    }>('POST', '/servers', { name: 'named', server_type: 'cx23', image: 'debian-13', location: 'fsn1' });
    id = server.id;
    ipv4 = server.public_net.ipv4.ip;
    ipv6 = server.public_net.ipv6.ip.replace('::/64', '::1');
    for (let tries = 0; ; tries++) {
      const state = await execIn(id, ['systemctl', 'is-system-running', '--wait'], { settings }).catch(() => undefined);
      if (state?.stdout.trim() === 'running') break;
      if (tries === 60) throw new Error(`the machine did not come up: ${state?.stdout}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  });

  afterAll(async () => {
    await lowerLab(settings, progress);
    await rm('/var/lib/sclnames', { recursive: true, force: true });
  });

  it('show a zone to the host, from its next question on', async () => {
    await add('agent', 'A', ipv4);
    await add('agent', 'AAAA', ipv6);
    await add('@', 'CAA', '0 issue "ca.test"');
    expect(await resolver.resolve4(`agent.${zone}`)).toEqual([ipv4]);
    expect(await resolver.resolve6(`agent.${zone}`)).toEqual([ipv6]);
    expect(await resolver.resolveCaa(zone)).toEqual([{ critical: 0, issue: 'ca.test' }]);
    await expect(resolver.resolve4(`none.${zone}`)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('show it to a machine, through the resolver it was given', async () => {
    expect(await inMachine(`getent ahostsv4 agent.${zone} | head -1`)).toContain(ipv4);
    expect(await inMachine(`getent ahostsv6 agent.${zone} | head -1`)).toContain(ipv6);
    expect(await inMachine(`resolvectl query --legend=no -t CAA ${zone}`)).toContain('ca.test');
    expect(await inMachine(`getent hosts none.${zone} || echo "exit $?"`)).toBe('exit 2');
  });

  it('lead a machine along an alias, and over TCP to what is long', async () => {
    await add('alias', 'CNAME', 'agent');
    const many = Array.from({ length: 50 }, (_, at) => `192.0.2.${at + 1}`);
    await add('many', 'A', ...many);
    expect(await inMachine(`getent ahostsv4 alias.${zone} | head -1`)).toContain(ipv4);
    expect(await inMachine(`getent ahostsv4 many.${zone} | grep -c STREAM`)).toBe('50');
  });

  it('give the address its name back, over both families', async () => {
    await api('POST', `/servers/${id}/actions/change_dns_ptr`, { ip: ipv4, dns_ptr: `agent.${zone}` });
    await api('POST', `/servers/${id}/actions/change_dns_ptr`, { ip: ipv6, dns_ptr: `agent.${zone}` });
    expect(await resolver.reverse(ipv4)).toEqual([`agent.${zone}`]);
    expect(await resolver.reverse(ipv6)).toEqual([`agent.${zone}`]);
    // Its own address has its own name for a machine (nss-myhostname): ask the network, not the system.
    expect(await inMachine(`resolvectl query --legend=no --synthesize=no ${ipv4}`)).toContain(`agent.${zone}`);
  });

  it('leave the rest of the world as the host sees it', async () => {
    const archive = await inMachine(
      "sed -n 's,^URIs: *https\\?://\\([^/:]*\\).*,\\1,p' /etc/apt/sources.list.d/*.sources | head -1",
    );
    expect(archive).not.toBe('');
    expect(await inMachine(`getent ahostsv4 ${archive} | head -1`)).toMatch(/^\d+\.\d+\.\d+\.\d+/);
  });
});
