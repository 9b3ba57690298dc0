import { describe, expect, it } from 'vitest';
import type { HostSubject } from '../../proof/host/judge.ts';
import { lynis } from '../../proof/host/lynis.ts';
import { nmapPorts } from '../../proof/host/nmap-ports.ts';
import { openclawAudit } from '../../proof/host/openclaw-audit.ts';
import { sshAudit } from '../../proof/host/ssh-audit.ts';
import { systemdAnalyze } from '../../proof/host/systemd-analyze.ts';
import { walk } from '../../proof/host/walk.ts';

const subject: HostSubject = {
  ...{ name: 'one', addresses: ['198.18.0.1', 'fd00::1'], sshPort: 22 },
  openTcp: { ipv4: [22], ipv6: [] },
};
const output = (stdout: string) => ({ exitCode: 0, stdout, stderr: '', file: () => '' });

describe('Lynis', () => {
  const report = (index: number, ...notes: string[]) =>
    output([`hardening_index=${index}`, 'lynis_tests_done=248', ...notes].join('\n'));

  it('is clean above the index, with what has a reason told as accepted', () => {
    const read = lynis.read(report(90, 'suggestion[]=LOGG-2154|Enable logging to an external host|-|-|'), subject);
    expect(read.findings).toEqual([]);
    expect(read.accepted?.[0]).toMatch(
      /^suggestion LOGG-2154: Enable logging to an external host\. There is no second host/,
    );
  });

  it('finds a low index, a warning and a suggestion without a reason', () => {
    const notes = ['warning[]=PKGS-7392|Found vulnerable packages|-|-|', 'suggestion[]=NEW-0001|Something new|more|-|'];
    expect(lynis.read(report(80, ...notes), subject).findings).toEqual([
      'hardening index 80 is below 86',
      'warning PKGS-7392: Found vulnerable packages',
      'suggestion NEW-0001: Something new (more)',
    ]);
  });

  it('did not judge without an index', () => {
    expect(() => lynis.read(output('lynis_version=3.1.4'), subject)).toThrow(/no index/);
  });
});

describe('ssh-audit', () => {
  const scan = (kex: object[]) =>
    output(JSON.stringify({ banner: { software: 'OpenSSH_10.0' }, kex, key: [], enc: [], mac: [] }));
  const warned = (algorithm: string, grade: 'warn' | 'fail' = 'warn') => ({ algorithm, notes: { [grade]: ['old'] } });

  it('accepts a warning about the last resort, and nothing else', () => {
    const read = sshAudit.read(scan([warned('curve25519-sha256'), { algorithm: 'mlkem768x25519-sha256' }]), subject);
    expect(read).toMatchObject({ summary: '0 fail, 1 warn', findings: [] });
    expect(read.accepted).toHaveLength(1);
    expect(sshAudit.read(scan([warned('curve25519-sha256', 'fail')]), subject).findings).toHaveLength(1);
    expect(sshAudit.read(scan([warned('ecdh-sha2-nistp256')]), subject).findings).toEqual([
      'warn ecdh-sha2-nistp256: old',
    ]);
  });

  it('did not judge when it printed no scan', () => {
    expect(() => sshAudit.read(output('[exception] cannot connect'), subject)).toThrow();
  });
});

describe('systemd-analyze', () => {
  const rows = (gateway: string, other: string) =>
    output(
      `running: openclaw-gateway.service\nrunning: x.service\n[{"unit":"openclaw-gateway.service","exposure":"${gateway}","predicate":"OK"},` +
        `{"unit":"x.service","exposure":"${other}","predicate":"UNSAFE"},{"unit":"asleep.service","exposure":"9.9","predicate":"UNSAFE"}]`,
    );

  it('looks at services that run', () => {
    expect(systemdAnalyze.read(rows('1.3', '2.0'), subject).findings).toEqual([]);
    expect(systemdAnalyze.read(rows('1.3', '9.6'), subject).findings).toEqual(['x.service: 9.6 UNSAFE']);
  });

  it('holds the gateway to its own figure', () => {
    expect(systemdAnalyze.read(rows('1.6', '2.0'), subject).findings).toEqual([
      'openclaw-gateway.service: 1.6 is above 1.3',
    ]);
  });
});

describe('OpenClaw’s audit', () => {
  const audit = (checkId: string, detail: string) =>
    output(
      JSON.stringify({
        summary: { critical: 0, warn: 1 },
        findings: [{ severity: 'warn', checkId, title: 'T', detail }],
      }),
    );

  it('accepts that its own client may ask nothing, and no other failure of the probe', () => {
    expect(openclawAudit.read(audit('gateway.probe_failed', 'missing scope: operator.read'), subject).findings).toEqual(
      [],
    );
    expect(openclawAudit.read(audit('gateway.probe_failed', 'timeout'), subject).findings).toHaveLength(1);
    expect(openclawAudit.read(audit('exec.open', 'x'), subject).findings).toEqual(['warn exec.open: T (x)']);
  });
});

describe('nmap', () => {
  const [tcp4, tcp6, udp4] = nmapPorts;
  const scanned = (...lines: string[]) =>
    output([...lines, 'Nmap done: 1 IP address (1 host up) scanned in 44.00 seconds'].join('\n'));

  it('asks each family at its own address', () => {
    expect(tcp4?.argv(subject).at(-1)).toBe('198.18.0.1');
    expect(tcp6?.argv(subject).slice(-1)).toEqual(['fd00::1']);
  });

  it('compares with what is declared for the family', () => {
    expect(tcp4?.read(scanned('22/tcp open  ssh'), subject).findings).toEqual([]);
    expect(tcp4?.read(scanned(), subject).findings).toEqual(['22/tcp is declared and not open']);
    expect(tcp6?.read(scanned('22/tcp open  ssh'), subject).findings).toEqual(['22/tcp is open and not declared']);
    expect(udp4?.read(scanned('53/udp open  domain'), subject).findings).toEqual(['53/udp is open and not declared']);
  });

  it('did not judge when it did not come to its end', () => {
    expect(() => tcp4?.read(output('Failed to resolve'), subject)).toThrow();
  });
});

describe('the walk', () => {
  it('tells apart what has a reason', () => {
    const lines = ['FOUND processes: 16 processes of other users are visible', 'FOUND readable: /etc/shadow'];
    const read = walk.read(output(['walked: 3 writable paths', ...lines, 'walked: the end'].join('\n')), subject);
    expect(read.findings).toEqual(['readable: /etc/shadow']);
    expect(read.accepted).toHaveLength(1);
  });

  it('did not judge when it stopped on the way', () => {
    expect(() => walk.read(output('walked: 3 writable paths'), subject)).toThrow(/end/);
  });
});
