import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { tryCommand } from '../../lab/command.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped: what the lab changes on a host is tried in a network namespace, which needs root');

const host = fileURLToPath(new URL('../../lab/network/host.ts', import.meta.url));
const router = fileURLToPath(new URL('../../lab/network/router.ts', import.meta.url));
const addresses = fileURLToPath(new URL('../../lab/network/addresses.ts', import.meta.url));
const settings = fileURLToPath(new URL('../../lab/settings.ts', import.meta.url));

/** A host of its own, without anything of this one: an uplink with forwarding off, and a firewall that drops by policy. */
const stage = `
mount -t tmpfs tmpfs /run
ip link add up0 type veth peer name up1
ip link set up0 addrgenmode none
ip link set up1 addrgenmode none
ip link set up1 up
ip address add 10.9.0.2/24 dev up0
ip link set up0 up
ip route add default via 10.9.0.1
echo 0 >/proc/sys/net/ipv4/conf/up0/forwarding
nft 'table ip own { chain forward { type filter hook forward priority 0; policy drop; iifname "up0" accept; }; }'
`;

async function onStage(script: string) {
  const program = `
    import { execFileSync } from 'node:child_process';
    import { readFileSync } from 'node:fs';
    import { raiseHost, removeHost } from ${JSON.stringify(host)};
    import { raiseRouter, removeRouter } from ${JSON.stringify(router)};
    import { labNetwork } from ${JSON.stringify(addresses)};
    import { labSettings } from ${JSON.stringify(settings)};
    const one = labNetwork(labSettings({ prefix: 'one', ipv4Range: '198.18.0.0/20' }));
    const two = labNetwork(labSettings({ prefix: 'two', ipv4Range: '198.18.16.0/20' }));
    const raise = async (lab) => { await raiseRouter(lab); await raiseHost(lab); };
    const remove = async (lab) => { await removeRouter(lab); await removeHost(lab); };
    const view = () => [
      execFileSync('nft', ['list', 'ruleset'], { encoding: 'utf8' }),
      execFileSync('ip', ['-o', 'link'], { encoding: 'utf8' }),
      execFileSync('ip', ['route', 'show', 'table', 'all'], { encoding: 'utf8' }).replaceAll(/^.*linkdown.*\\n/gm, ''),
      readFileSync('/proc/sys/net/ipv4/conf/up0/forwarding', 'utf8'),
    ].join('---\\n');
    const forwarding = () => readFileSync('/proc/sys/net/ipv4/conf/up0/forwarding', 'utf8').trim();
    const say = (value) => console.log(JSON.stringify(value));
    ${script}`;
  const node = [process.execPath, '--input-type=module-typescript', '--eval', program];
  const shell = ['sh', '-euc', `${stage}\nexec "$@"`, 'sh', ...node];
  const result = await tryCommand(['unshare', '--net', '--mount', '--propagation', 'private', ...shell], {
    timeoutSeconds: 60,
  });
  if (result.exitCode !== 0) throw new Error(result.stderr);
  return result.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe.skipIf(!isRoot)('the host', () => {
  it('is after the lab what it was before, its own firewall included', async () => {
    const [before, during, after] = await onStage(`
      const before = view();
      await raise(one); await raise(one);
      const during = view();
      await remove(one); await remove(one);
      say(before); say(during); say(view());`);
    expect(after).toBe(before);
    expect(during).toContain('iifname "one-h" accept comment "one-lab"');
    expect(during.match(/comment "one-lab"/g)).toHaveLength(2); // raised twice, there once
  });

  it('forwards until the last of two labs is gone', async () => {
    const states = await onStage(`
      say(forwarding()); await raise(one); await raise(two); say(forwarding());
      await remove(one); say(forwarding()); await remove(two); say(forwarding());`);
    expect(states).toEqual(['0', '1', '1', '0']);
  });
});
