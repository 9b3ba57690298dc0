import { describe, expect, it } from 'vitest';
import { parseBaseline } from '../../facts/baseline.ts';
import type { CommandSource } from '../../facts/fact.ts';
import { foreignFiles, wantedPaths } from '../../facts/foreign-files.ts';
import { kernelOrigin } from '../../facts/kernel-origin.ts';
import { packageAudit } from '../../facts/package-audit.ts';
import { packageChoice } from '../../facts/package-choice.ts';
import { packageFiles } from '../../facts/package-files.ts';
import { packetBans } from '../../facts/packet-bans.ts';
import { pamStack } from '../../facts/pam-stack.ts';
import { preload } from '../../facts/preload.ts';
import { runningPrograms } from '../../facts/running-programs.ts';
import { unitChoice } from '../../facts/unit-choice.ts';
import { wantedState } from '../../policy/wanted-state.ts';
import { declared } from '../controls/_hardened.ts';
import { command, files } from './_reading.ts';

describe('foreignFiles', () => {
  const wanted = wantedState(declared);

  it('is told every wanted file, so that ours are not foreign', () => {
    const { argv } = foreignFiles.source(declared, wanted) as CommandSource;
    for (const { path } of wanted.files) expect(argv).toContain(path);
    expect(wantedPaths(wanted)).toContain('/usr/local/libexec/sclerite/facts.json');
  });

  it('does not take silence about a place for a clean one', () => {
    expect(() => foreignFiles.parse(command('{}'))).toThrow('says nothing about generators');
    expect(() => foreignFiles.parse(command('', 1, 'cloud-init left no mark of the first boot'))).toThrow('no mark');
  });
});

describe('packageAudit', () => {
  it('reads an empty answer as whole', () => {
    expect(packageAudit.parse(command('\n'))).toEqual({ broken: [], unfinished: [] });
  });

  it('names what is half done, and what dpkg did not finish', () => {
    expect(packageAudit.parse(command('ok half-configured libc6\nreinstreq half-installed nano\n\n0001\n'))).toEqual({
      broken: [
        { name: 'libc6', state: 'half-configured' },
        { name: 'nano', state: 'half-installed, reinstreq' },
      ],
      unfinished: ['0001'],
    });
  });

  it('says so when packages are being changed', () => {
    expect(() => packageAudit.parse(command('', 75, 'packages are being changed right now'))).toThrow('right now');
    expect(() => packageAudit.parse(command(''))).toThrow('another shape');
  });
});

describe('preload', () => {
  const file = (content: string) => files({ path: '/etc/ld.so.preload', content });

  it.each([
    { when: 'a library a line', text: '/a.so\n/b.so\n', then: ['/a.so', '/b.so'] },
    { when: 'several in a line', text: '/a.so:/b.so /c.so', then: ['/a.so', '/b.so', '/c.so'] },
    { when: 'comments alone', text: '# nothing\n\n', then: [] },
  ])('reads $when', ({ text, then }) => {
    expect(preload.parse(file(text))).toEqual(then);
  });

  it('does not take an unread file for an empty one', () => {
    expect(() => preload.parse(files())).toThrow('not read');
  });
});

describe('packetBans', () => {
  // From Debian 13, nft 1.1.3; an element with a comment or timeout is an object.
  const text = JSON.stringify({
    nftables: [
      { metainfo: { version: '1.1.3' } },
      { set: { family: 'inet', name: 'addr-set-sshd', table: 'f2b-table', type: 'ipv4_addr', elem: ['192.0.2.9'] } },
      { set: { family: 'inet', name: 'addr6-set-sshd', table: 'f2b-table', elem: [{ elem: { val: '2001:db8::9' } }] } },
      { set: { family: 'inet', name: 'addr-set-recidive', table: 'f2b-table' } },
      { set: { family: 'inet', name: 'addr-set-sshd', table: 'other', elem: ['192.0.2.1'] } },
    ],
  });

  it('puts both families of a jail together, and leaves other tables out', () => {
    expect(packetBans.parse(command(text))).toEqual({ sshd: ['192.0.2.9', '2001:db8::9'], recidive: [] });
  });

  it('is unreadable when nft fails', () => {
    expect(() => packetBans.parse(command('', 1, 'Operation not permitted'))).toThrow('not permitted');
  });
});

describe('unitChoice', () => {
  const list =
    '[{"unit_file":"ssh.service","state":"enabled","preset":"enabled"},{"unit_file":"x.service","preset":null}]';

  it('reads presets, and units without a file', () => {
    const text = `${list}\nId=apt-daily.timer\nTransient=no\n\nId=run-p1.timer\nTransient=yes\n`;
    expect(unitChoice.parse(command(text))).toEqual({
      enabled: [
        { name: 'ssh.service', preset: 'enabled' },
        { name: 'x.service', preset: '' },
      ],
      transient: ['run-p1.timer'],
    });
  });

  it('does not take silence for none', () => {
    expect(() => unitChoice.parse(command('[]\nId=a.timer\nTransient=no\n'))).toThrow('no unit file');
    expect(() => unitChoice.parse(command(`${list}\n\n`))).toThrow('systemctl show');
  });
});

it.each([
  { fact: packageFiles, text: '{}', words: 'a list of files' },
  { fact: pamStack, text: '[]', words: 'no rule at all' },
  { fact: runningPrograms, text: '[]', words: 'no process' },
  { fact: kernelOrigin, text: '{}', words: 'says nothing of itself' },
  { fact: packageChoice, text: '{"installed":0,"unknown":[]}', words: 'listed no package' },
])('$fact.title: an answer that says nothing is unreadable', ({ fact, text, words }) => {
  expect(() => fact.parse(command(text))).toThrow(words);
  expect(() => fact.parse(command('', 1, 'its own words'))).toThrow('its own words');
});

it('a baseline without a digest is none', () => {
  expect(() => parseBaseline('{"takenAt":1,"differences":[]}')).toThrow('another shape');
  expect(parseBaseline(`{"sha256":"${'a'.repeat(64)}","takenAt":1,"size":2,"differences":[]}`).size).toBe(2);
});
