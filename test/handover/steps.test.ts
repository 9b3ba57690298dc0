import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SUDO_PASSWORD } from '../../handover/context.ts';
import { applyWanted } from '../../handover/steps/apply.ts';
import { deliverAuthorities } from '../../handover/steps/ca-certificates.ts';
import { awaitCloudInit } from '../../handover/steps/cloud-init.ts';
import { deliverSecrets } from '../../handover/steps/credentials.ts';
import { awaitGateway, startGateway } from '../../handover/steps/gateway.ts';
import { handOverHostKeys } from '../../handover/steps/host-keys.ts';
import { awaitInstall, beginInstall } from '../../handover/steps/openclaw.ts';
import { closeRoot } from '../../handover/steps/root-access.ts';
import { handOverSudo } from '../../handover/steps/sudo.ts';
import { release } from '../../openclaw/release.ts';
import { collectorDigest } from '../../policy/wanted-state.ts';
import { keyPair } from '../edges/_ssh-server.ts';
import { declared, fake, throwaway } from './_fake.ts';

describe('sudo', () => {
  it('stores the password before it sets it, and hands it over on standard input', async () => {
    let stored: string | undefined;
    const { handover, ran } = fake({
      answer: () => {
        stored = handover.secrets.read(SUDO_PASSWORD)?.reveal();
        return {};
      },
    });
    await handOverSudo(handover);
    expect(stored).toMatch(/^(\w{5}-){5}\w{5}$/);
    expect(ran[0]?.input).toBe(`${stored}\n`);
    expect(ran.map(({ script }) => script).join()).not.toContain(stored);
  });

  it('keeps the password it has', async () => {
    const { handover, ran } = fake();
    await handOverSudo(handover);
    await handOverSudo(handover);
    expect(ran[0]?.input).toBe(ran[1]?.input);
  });

  it('is not content while sudo still works without a password', async () => {
    const { handover } = fake({ plain: () => ({ exitCode: 0 }) });
    await expect(handOverSudo(handover)).rejects.toMatchObject({ code: 'E_SUDO_OPEN' });
  });
});

it("closes root's door", async () => {
  const { handover, ran } = fake();
  await closeRoot(handover);
  expect(ran).toHaveLength(1);
});

describe('host keys', () => {
  const own = keyPair().public;

  it('pins the new key before the server shows it, and unpins the throwaway key after a login with the new one alone', async () => {
    const pinned: unknown[] = [];
    let shown = throwaway;
    const { handover, said } = fake({
      shows: () => shown,
      answer: ({ label }) => {
        if (label.startsWith('making')) return { stdout: `${own}\n` };
        pinned.push(handover.pins());
        shown = own;
        return {};
      },
    });
    handover.state.writeText('servers/gateway/bootstrap-host-key', 'private');
    handover.state.writeText('servers/gateway/bootstrap-host-key.pub', throwaway);
    await handOverHostKeys(handover);
    expect(pinned).toEqual([{ serverId: 7, hostKeys: [own], throwaway }]);
    expect(said).toContain(`login accepting ${own}`);
    expect(handover.pins()).toEqual({ serverId: 7, hostKeys: [own] });
    expect(handover.state.readText('servers/gateway/bootstrap-host-key')).toBeUndefined();
    expect(handover.state.readText('servers/gateway/bootstrap-host-key.pub')).toBeUndefined();
  });

  it('does nothing where the pinned key is shown already', async () => {
    const { handover, ran } = fake({ pins: { hostKeys: [own], throwaway: undefined }, shows: () => own });
    await handOverHostKeys(handover);
    expect(ran).toEqual([]);
  });

  it('keeps the throwaway key acceptable when the swap fails', async () => {
    const { handover } = fake({
      answer: ({ label }) => (label.startsWith('making') ? { stdout: own } : { exitCode: 1, stderr: 'sshd -t: bad' }),
    });
    await expect(handOverHostKeys(handover)).rejects.toThrow();
    expect(handover.pins()).toEqual({ serverId: 7, hostKeys: [own], throwaway });
  });

  it.each(['', 'nonsense', throwaway, `${keyPair('ecdsa').public}`])(
    'pins no answer that is no new Ed25519 key: %s',
    async (stdout) => {
      const { handover } = fake({ answer: () => ({ stdout }) });
      await expect(handOverHostKeys(handover)).rejects.toMatchObject({ code: 'E_HOST_KEY_MADE' });
      expect(handover.pins().hostKeys).toEqual([]);
    },
  );
});

describe('cloud-init', () => {
  const status = (value: object) => `at Unpacking nftables\n${JSON.stringify(value)}\n`;

  it('goes on when it is done, and shows what it was at', async () => {
    const { handover, said } = fake({ answer: () => ({ stdout: status({ status: 'done', errors: [] }) }) });
    await awaitCloudInit(handover);
    expect(said).toContain('  Unpacking nftables');
  });

  it('warns of what it recovered from, not of deprecations', async () => {
    const recoverable_errors = { WARNING: ['no route'], DEPRECATED: ['old key'] };
    const { handover, said } = fake({
      answer: () => ({ stdout: status({ status: 'done', errors: [], recoverable_errors }) }),
    });
    await awaitCloudInit(handover);
    expect(said.filter((line) => line.startsWith('!'))).toEqual(['! cloud-init: WARNING: no route']);
  });

  it('fails with its own errors and the end of its log', async () => {
    const stdout = `${status({ status: 'error', errors: ['Failed to install packages: nftables'] })}\n--log\nE: Unable to \u001b[1mlocate\n`;
    const { handover } = fake({ answer: () => ({ stdout }) });
    await expect(awaitCloudInit(handover)).rejects.toMatchObject({
      code: 'E_CLOUD_INIT',
      why: expect.stringMatching(/Failed to install packages: nftables[\s\S]*E: Unable to \\x1b\[1mlocate/),
    });
  });

  const birth = status({
    status: 'error',
    errors: ["('package-update-upgrade-install', ProcessExecutionError('100'))", "('scripts-user', RuntimeError('1'))"],
  });

  it('does once more what failed at birth, and goes on when that went well', async () => {
    const { handover, ran, said } = fake({
      answer: ({ script }) => ({ stdout: script.includes('cloud-init status') ? birth : 'Setting up nftables\n' }),
    });
    await awaitCloudInit(handover);
    expect(ran.map(({ script }) => script)[1]).toContain(
      'for module in package-update-upgrade-install scripts-user; do',
    );
    expect(said.join('\n')).toContain('once more: package-update-upgrade-install, scripts-user');
  });

  it('fails with the words of both when it fails again', async () => {
    const { handover } = fake({
      answer: ({ script }) =>
        script.includes('cloud-init status') ? { stdout: birth } : { exitCode: 1, stdout: 'E: Unable to fetch\n' },
    });
    await expect(awaitCloudInit(handover)).rejects.toMatchObject({
      code: 'E_CLOUD_INIT',
      why: expect.stringMatching(/ProcessExecutionError\('100'\)[\s\S]*E: Unable to fetch/),
    });
  });

  it('repeats nothing that it does not know', async () => {
    const stdout = status({ status: 'error', errors: ["('users-groups', ValueError('x'))"] });
    const { handover, ran } = fake({ answer: () => ({ stdout }) });
    await expect(awaitCloudInit(handover)).rejects.toMatchObject({ code: 'E_CLOUD_INIT' });
    expect(ran).toHaveLength(1);
  });

  it.each(['', 'Traceback (most recent call last)', '{"status": 3}'])(
    'does not take %j for success',
    async (stdout) => {
      const { handover } = fake({ answer: () => ({ stdout }) });
      await expect(awaitCloudInit(handover)).rejects.toMatchObject({ code: 'E_CLOUD_INIT' });
    },
  );

  it('says what it was at when it takes too long', async () => {
    const { handover } = fake({ answer: () => ({ exitCode: 75, stdout: 'at Get:1\nat Waiting for headers\n' }) });
    await expect(awaitCloudInit(handover)).rejects.toMatchObject({
      code: 'E_CLOUD_INIT_SLOW',
      why: expect.stringContaining('Waiting for headers'),
    });
  });
});

describe('OpenClaw', () => {
  const shown = (more = '') => `SubState=exited\nExecMainStatus=0\nResult=success\n${more}`;
  const outcome = (changed: boolean, id = release.id) =>
    `${JSON.stringify({ release: id, changed, tree: 'ab', seconds: 3 })}\n`;

  it('hands the installer over on standard input', async () => {
    const { handover, ran } = fake();
    await beginInstall(handover, 'http://192.0.2.1:4873');
    expect(ran[0]?.input).toContain('http://192.0.2.1:4873');
    expect(ran[0]?.script).not.toContain('192.0.2.1');
  });

  it.each([true, false])('says whether another release is in place: %s', async (changed) => {
    const { handover, ran } = fake({ answer: () => ({ stdout: shown(outcome(changed)) }) });
    expect(await awaitInstall(handover, 'http://192.0.2.1')).toBe(changed);
    expect(ran).toHaveLength(1);
  });

  it.each([
    { when: 'a reboot took it away', first: 'SubState=dead\nExecMainStatus=0\nResult=success\n' },
    { when: 'it was of another version', first: shown(outcome(true, 'older')) },
  ])('begins again when $when', async ({ first }) => {
    let waits = 0;
    const { handover, ran } = fake({
      answer: ({ label }) =>
        label.startsWith('waiting') ? { stdout: waits++ === 0 ? first : shown(outcome(true)) } : {},
    });
    expect(await awaitInstall(handover, 'http://192.0.2.1')).toBe(true);
    expect(ran.map(({ label }) => label.split(' ')[0])).toEqual(['waiting', 'beginning', 'waiting']);
  });

  it('fails with the name of the failure and the words of the installer', async () => {
    const { handover } = fake({
      answer: () => ({
        stdout: 'SubState=failed\nExecMainStatus=12\nResult=exit-code\n',
        stderr: 'npm: ECONNREFUSED\n',
      }),
    });
    await expect(awaitInstall(handover, 'http://192.0.2.1')).rejects.toMatchObject({
      code: 'E_OPENCLAW_INSTALL',
      why: expect.stringMatching(/ended with 12 \(registry\)[\s\S]*ECONNREFUSED/),
    });
  });

  it('does not begin for ever', async () => {
    const { handover } = fake({ answer: () => ({ stdout: 'SubState=dead\nExecMainStatus=0\n' }) });
    await expect(awaitInstall(handover, 'http://192.0.2.1')).rejects.toMatchObject({ code: 'E_OPENCLAW_INSTALL' });
  });
});

describe('secrets', () => {
  const withKey = (variable: string) =>
    ({
      declared: { openclaw: { ...declared.openclaw, secrets: ['anthropic'] } },
      config: { secrets: { anthropic: { env: variable } } },
    }) as const;

  it('travel on standard input alone', async () => {
    process.env.TEST_HANDOVER_KEY = 'canary-2f9c';
    const { handover, ran, said } = fake({
      ...withKey('TEST_HANDOVER_KEY'),
      answer: () => ({ stdout: 'delivered gateway-token\ndelivered anthropic\n' }),
    });
    expect(await deliverSecrets(handover)).toBe(true);
    const token = handover.secrets.read('gateway-token')?.reveal() ?? '';
    expect(ran[0]?.input).toBe(`${token}\ncanary-2f9c\n`);
    for (const text of [ran[0]?.script, said.join('\n')]) {
      expect(text).not.toContain('canary');
      expect(text).not.toContain(token);
    }
    delete process.env.TEST_HANDOVER_KEY;
  });

  it('are not new when the server has them already', async () => {
    const { handover } = fake();
    expect(await deliverSecrets(handover)).toBe(false);
  });

  it('may be missing here when the server has them', async () => {
    const { handover, said } = fake({ ...withKey('TEST_UNSET'), answer: () => ({ stdout: 'kept anthropic\n' }) });
    expect(await deliverSecrets(handover)).toBe(false);
    expect(said.join()).toContain('anthropic stays as it is');
  });

  it('stop the handover when they are nowhere', async () => {
    const { handover } = fake(withKey('TEST_UNSET'));
    await expect(deliverSecrets(handover)).rejects.toMatchObject({ code: 'E_SECRET_MISSING' });
  });
});

describe('gateway', () => {
  it.each([
    ['', false],
    ['started\n', true],
    ['restarted\n', true],
  ])('answers %j: fresh is %s', async (stdout, isFresh) => {
    const { handover } = fake({ answer: () => ({ stdout }) });
    expect(await startGateway(handover, true)).toBe(isFresh);
  });

  it('fails with its status and last words, escaped', async () => {
    const { handover } = fake({
      answer: () => ({ exitCode: 1, stderr: 'Active: failed\nsecret \u001b]0;x\u0007provider failed\n' }),
    });
    await expect(awaitGateway(handover)).rejects.toMatchObject({
      code: 'E_GATEWAY',
      why: expect.stringContaining('secret \\x1b]0;x\\x07provider failed'),
    });
  });
});

it('delivers certificate authorities under the name of their content', async () => {
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const { handover, ran } = fake({ declared: { extraCaCertificates: [pem] } });
  await deliverAuthorities(handover);
  const name = createHash('sha256').update(pem.trim()).digest('hex').slice(0, 16);
  expect(ran[0]?.input).toBe(`sclerite-${name}.crt ${Buffer.from(pem).toString('base64')}\n`);
});

describe('apply', () => {
  const document = (readings: object, digest = collectorDigest(declared)) => {
    const json = JSON.stringify({ now: 1_800_000_000, host: { name: 'gateway', kernel: '6.12' }, digest, readings });
    return `sclerite-facts 1 ${Buffer.byteLength(json)}\n${json}`;
  };
  const seen = (facts = '', system = 'ID=debian\nVERSION_ID="13"') => ({
    stdout: `PRETTY_NAME="A system"\n${system}\n\n--rollback\n\n--facts\n${facts}`,
  });

  it('brings a missing collector first, and goes through everything only when it still cannot see', async () => {
    const { handover, said, ran } = fake({
      answer: ({ label }) => (label === 'the collector' ? seen(document({}, 'another')) : {}),
    });
    await expect(applyWanted(handover)).rejects.toMatchObject({
      code: 'E_APPLY',
      why: expect.stringContaining('another version'),
    });
    expect(said.filter((line) => line.includes('another version'))).toHaveLength(2);
    const [collector, ...all] = ran.filter(({ label }) => label === 'beginning to mend').map(({ input }) => input);
    expect(collector).toContain('put /usr/local/libexec/sclerite/collect ');
    expect(collector).not.toContain('put /etc/nftables.conf ');
    expect(all.join()).toContain('put /etc/nftables.conf ');
    // Packages, then what is risky, under a guard, then the rest.
    expect(all).toHaveLength(3);
    expect(said.filter((line) => line === 'fresh login')).toHaveLength(1);
  });

  it.each([
    { when: 'there is none', result: { ...seen(), exitCode: 127 }, says: 'no collector' },
    { when: 'it broke', result: { ...seen(), exitCode: 1, stderr: 'Traceback' }, says: 'Traceback' },
    { when: 'it was cut off', result: seen(document({}).slice(0, -5)), says: 'announced' },
  ])('does not take silence for equality: $when', async ({ result, says }) => {
    const { handover, said } = fake({ answer: ({ label }) => (label === 'the collector' ? result : {}) });
    await expect(applyWanted(handover)).rejects.toMatchObject({ code: 'E_APPLY' });
    expect(said.join()).toContain(says);
  });

  it.each([
    { code: 65, says: 'a check refused' },
    { code: 66, says: 'a unit did not come up' },
    { code: 75, says: 'ended with 75' },
  ])('passes on why it could not: $code', async ({ code, says }) => {
    const { handover } = fake({
      answer: ({ label }) => {
        if (label === 'the collector') return { ...seen(), exitCode: 127 };
        return label === 'mending' ? { exitCode: code, stderr: 'the words' } : {};
      },
    });
    await expect(applyWanted(handover)).rejects.toMatchObject({
      code: 'E_APPLY',
      why: expect.stringMatching(new RegExp(`${says}[\\s\\S]*the words`)),
    });
  });

  it.each([
    { words: 'mktemp: failed to create file: Read-only file system', code: 'E_SERVER_READ_ONLY' },
    { words: 'fallocate: fallocate failed: No space left on device', code: 'E_SERVER_DISK_FULL' },
    { words: "E: dpkg was interrupted, you must manually run 'dpkg --configure -a'", code: 'E_DPKG_INTERRUPTED' },
  ])('has a name for $code', async ({ words, code }) => {
    const { handover } = fake({
      answer: ({ label }) => {
        if (label === 'the collector') return { ...seen(), exitCode: 127 };
        return label === 'mending' ? { exitCode: 68, stderr: words } : {};
      },
    });
    await expect(applyWanted(handover)).rejects.toMatchObject({ code, why: expect.stringContaining(words) });
  });

  it('changes nothing on another system, and says its name', async () => {
    const { handover, ran } = fake({
      answer: ({ label }) => (label === 'the collector' ? seen('', 'ID=ubuntu\nVERSION_ID="24.04"') : {}),
    });
    await expect(applyWanted(handover)).rejects.toMatchObject({
      code: 'E_OTHER_SYSTEM',
      message: expect.stringContaining('gateway runs A system, not debian-13'),
    });
    expect(ran.map(({ label }) => label)).toEqual(['looking for a change under way', 'the collector']);
  });

  it.each([
    {
      when: 'another program listens',
      ss: 'LISTEN 0 5 *:80 *:* users:(("apache2",pid=812,fd=4))',
      code: 'E_PORT_TAKEN',
      says: /port 80 is taken by apache2 \(process 812\)/,
    },
    {
      when: 'nginx has one of them itself',
      ss: 'LISTEN 0 9 0.0.0.0:80 0.0.0.0:* users:(("nginx",pid=9,fd=4))\nLISTEN 0 9 [::]:443 [::]:* users:(("caddy",pid=7,fd=4))',
      code: 'E_PORT_TAKEN',
      says: /port 443 is taken by caddy \(process 7\)/,
    },
    { when: 'nobody listens', ss: '', code: 'E_APPLY', says: /could not be brought/ },
  ])('says who has the ports that nginx cannot have: $when', async ({ ss, code, says }) => {
    const { handover } = fake({
      answer: ({ label }) => {
        if (label === 'the collector') return { ...seen(), exitCode: 127 };
        if (label === 'looking who has the ports of the proxy') return { stdout: ss };
        return label === 'mending' ? { exitCode: 66, stderr: 'Job for nginx.service failed' } : {};
      },
    });
    await expect(applyWanted(handover)).rejects.toMatchObject({ code, message: expect.stringMatching(says) });
  });
});
