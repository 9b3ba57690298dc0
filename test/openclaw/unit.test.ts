import { describe, expect, it } from 'vitest';
import * as paths from '../../openclaw/paths.ts';
import { environment, gatewayUnit, runtimeFiles } from '../../openclaw/unit.ts';

const unit = gatewayUnit({ port: 18789, secrets: ['gateway-token', 'anthropic'] });
const lines = unit.split('\n');
/** Values of a directive, in order. */
const values = (name: string) =>
  lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));

describe('gatewayUnit', () => {
  it('is what it was', () => {
    expect(unit).toMatchSnapshot();
  });

  it('has no line that systemd would not understand', () => {
    for (const line of lines) expect(line).toMatch(/^(|#.*|\[[A-Z][a-z]+\]|[A-Z][A-Za-z]+=.*)$/);
  });

  // Each of these was tried and breaks the gateway.
  it.each(['RestrictSUIDSGID', 'PrivatePIDs'])('leaves %s out', (name) => {
    expect(values(name)).toEqual([]);
  });

  it.each([
    ['User', 'openclaw'],
    ['UMask', '0077'],
    ['StateDirectoryMode', '0700'],
    ['RuntimeDirectoryMode', '0700'],
    ['NoNewPrivileges', 'yes'],
    ['CapabilityBoundingSet', ''],
    ['ProtectSystem', 'strict'],
    ['MemoryDenyWriteExecute', 'no'],
    ['ReadWritePaths', '/srv/openclaw/workspace'],
    ['SocketBindDeny', 'any'],
    ['SocketBindAllow', 'tcp:18789'],
    ['IPAddressDeny', '169.254.0.0/16'],
    ['RestartPreventExitStatus', '78'],
  ])('%s is %s', (name, value) => {
    expect(values(name)).toEqual([value]);
  });

  it('lets nothing start that could be written, and nothing be written that could start', () => {
    const [noExec = ''] = values('NoExecPaths');
    const writable = [...values('ReadWritePaths'), paths.home, paths.runtimeDirectory, '/tmp', '/var/tmp', '/dev/shm'];
    expect(noExec.split(' ')).toEqual(expect.arrayContaining(['/', ...writable]));
    expect(values('ExecPaths')).toEqual(['/opt/openclaw/releases /usr']);
    expect(values('BindReadOnlyPaths')).toEqual(values('ExecPaths')); // or systemd 257 would make them writable
  });

  it('decrypts each credential and copies it where OpenClaw reads it', () => {
    expect(values('LoadCredentialEncrypted')).toEqual([
      'gateway-token:/etc/openclaw/cred/gateway-token.cred',
      'anthropic:/etc/openclaw/cred/anthropic.cred',
    ]);
    const dollar = '$';
    expect(values('ExecStartPre')).toEqual([
      `/usr/bin/install -m 0400 -t ${dollar}{RUNTIME_DIRECTORY} ${dollar}{CREDENTIALS_DIRECTORY}/gateway-token ${dollar}{CREDENTIALS_DIRECTORY}/anthropic`,
    ]);
    expect(runtimeFiles({ port: 1, secrets: ['anthropic'] })).toEqual(['/run/openclaw/anthropic']);
  });

  it('starts Node and OpenClaw through the current release only', () => {
    expect(values('ExecStart')).toEqual([`${paths.node} --max-old-space-size=1024 ${paths.entry} gateway run`]);
    for (const path of [paths.node, paths.entry]) expect(path.startsWith('/opt/openclaw/current/')).toBe(true);
  });

  it('has no secret and no word that systemd would split in its environment', () => {
    expect(values('Environment')).toEqual(Object.entries(environment).map(([name, value]) => `${name}=${value}`));
    for (const value of Object.values(environment)) expect(value).toMatch(/^[\w./:-]+$/);
    expect(Object.keys(environment).filter((name) => /TOKEN|KEY|SECRET|PASSWORD/.test(name))).toEqual([]);
  });

  it('is skipped, not failed, while the release or a credential is missing', () => {
    expect(values('ConditionPathExists')).toEqual([
      '/opt/openclaw/current/node_modules/openclaw/openclaw.mjs',
      '/etc/openclaw/cred/gateway-token.cred',
      '/etc/openclaw/cred/anthropic.cred',
    ]);
  });

  it('refuses a credential name that could leave its directory', () => {
    expect(() => gatewayUnit({ port: 1, secrets: ['../x'] })).toThrow(TypeError);
  });
});
