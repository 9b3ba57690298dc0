import { describe, expect, it } from 'vitest';
import { credentialKinds } from '../../facts/credential-kinds.ts';
import { gatewayExposure } from '../../facts/gateway-exposure.ts';
import { gatewayProcesses } from '../../facts/gateway-processes.ts';
import { gatewayReadiness } from '../../facts/gateway-readiness.ts';
import { gatewaySockets } from '../../facts/gateway-sockets.ts';
import { gatewayUnit } from '../../facts/gateway-unit.ts';
import { releaseTree } from '../../facts/release-tree.ts';
import { secondServices } from '../../facts/second-services.ts';
import { command, files } from './_reading.ts';

describe('gatewaySockets', () => {
  // From Debian 13, iproute2 6.15.
  const text = `udp UNCONN 0      0      127.0.0.53%lo:53    0.0.0.0:* cgroup:/system.slice/systemd-resolved.service
tcp LISTEN 0      511        127.0.0.1:18789 0.0.0.0:* cgroup:/system.slice/openclaw-gateway.service
tcp LISTEN 0      128             [::]:22       [::]:* cgroup:/system.slice/ssh.service
tcp LISTEN 0      511            [::1]:18789    [::]:* cgroup:/system.slice/openclaw-gateway.service
tcp LISTEN 0      511                *:9        *:*    cgroup:/system.slice/openclaw-gateway.service/inner
`;

  it('keeps those of the unit', () => {
    expect(gatewaySockets.parse(command(text))).toEqual([
      { protocol: 'tcp', address: '127.0.0.1', port: 18789 },
      { protocol: 'tcp', address: '::1', port: 18789 },
      { protocol: 'tcp', address: '*', port: 9 },
    ]);
  });

  it('is unreadable when the kernel does not name control groups', () => {
    expect(() => gatewaySockets.parse(command('tcp LISTEN 0 511 127.0.0.1:18789 0.0.0.0:*\n'))).toThrow(
      'control group',
    );
  });
});

describe('gatewayReadiness', () => {
  it.each([
    { when: 'it is ready', reading: command('200 http://127.0.0.1:18789/readyz'), status: 200 },
    { when: 'it is not', reading: command('503 http://127.0.0.1:18789/readyz'), status: 503 },
    {
      when: 'nobody listens',
      reading: command('000 http://127.0.0.1:18789/readyz', 7, 'curl: (7) Failed to connect'),
      status: 0,
    },
    {
      when: 'it hangs',
      reading: command('000 http://127.0.0.1:18789/readyz', 28, 'curl: (28) Operation timed out'),
      status: 0,
    },
  ])('$when', ({ reading, status }) => {
    expect(gatewayReadiness.parse(reading)).toMatchObject({ status, url: 'http://127.0.0.1:18789/readyz' });
  });

  it('is unreadable when curl could not run', () => {
    expect(() => gatewayReadiness.parse(command('', 2, 'curl: option unknown'))).toThrow('option unknown');
    expect(() => gatewayReadiness.parse(command('', null))).toThrow('time limit');
  });
});

it('gatewayExposure is the last figure', () => {
  const text = '✓ PrivateNetwork=…\n\n→ Overall exposure level for openclaw-gateway.service: 1.3 OK :-)\n';
  expect(gatewayExposure.parse(command(text))).toBe(1.3);
  expect(() => gatewayExposure.parse(command('nothing'))).toThrow('no overall exposure level');
  expect(() => gatewayExposure.parse(command('', 1, 'Unit x not found.'))).toThrow('not found');
});

it('gatewayUnit names fragment and drop-ins', () => {
  expect(gatewayUnit.parse(command('FragmentPath=/a.service\nDropInPaths=/b.conf /c.conf\n'))).toEqual({
    fragment: '/a.service',
    dropIns: ['/b.conf', '/c.conf'],
  });
  expect(gatewayUnit.parse(command('FragmentPath=\nDropInPaths=\n'))).toEqual({ fragment: '', dropIns: [] });
  expect(() => gatewayUnit.parse(command('FragmentPath=/a.service\n'))).toThrow('DropInPaths');
});

it('gatewayProcesses is unreadable without a process', () => {
  expect(() => gatewayProcesses.parse(command('[]'))).toThrow('no process');
  expect(() => gatewayProcesses.parse(command('{}'))).toThrow('list');
});

it('releaseTree is a digest and a path', () => {
  const sha256 = 'a'.repeat(64);
  expect(releaseTree.parse(command(`${sha256} /opt/openclaw/releases/1\n`))).toEqual({
    sha256,
    path: '/opt/openclaw/releases/1',
  });
  expect(() => releaseTree.parse(command('abc /opt\n'))).toThrow('another shape');
});

it('secondServices leaves our own unit out', () => {
  const reading = files(
    { path: '/etc/systemd/system/openclaw-gateway.service' },
    { path: '/root/.config/systemd/user/openclaw-gateway.service' },
    { path: '/etc/systemd/user/openclaw.service', type: 'link', target: '/x' },
  );
  expect(secondServices.parse(reading)).toEqual([
    '/root/.config/systemd/user/openclaw-gateway.service',
    '/etc/systemd/user/openclaw.service -> /x',
  ]);
});

it('credentialKinds reads kinds and paths', () => {
  expect(credentialKinds.parse(command('host /a.cred\nother /b c.cred\n'))).toEqual([
    { kind: 'host', path: '/a.cred' },
    { kind: 'other', path: '/b c.cred' },
  ]);
  expect(credentialKinds.parse(command(''))).toEqual([]);
  expect(() => credentialKinds.parse(command('strange /a.cred\n'))).toThrow('another shape');
});
