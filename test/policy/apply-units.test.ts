import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { applyPrelude } from '../../policy/_apply-prelude.ts';

/** Runs a part of the script with a systemctl that only says what it was asked, and answers as given. */
function told(lines: string, answers: Readonly<Record<string, number>> = {}): readonly string[] {
  const cases = Object.entries(answers).map(([words, code]) => `'${words}') return ${code} ;;`);
  const script = `${applyPrelude}
take_up
systemctl() {
  case $1 in is-*) ;; *) echo "$*" ;; esac
  case "$1 \${*: -1}" in ${cases.join(' ')} esac
}
${lines}
finish`;
  const { stdout, stderr, status } = spawnSync('bash', ['-s'], { input: script, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trim().split('\n');
}

const DROP_IN = '/etc/systemd/system/nginx.service.d/sclerite.conf';

describe.skipIf(process.getuid?.() !== 0)('units (needs root: it keeps its copies in /run)', () => {
  it('reloads a service whose files changed', () => {
    expect(told('changed[/etc/a]=yes; watcher nginx.service reload /etc/a')).toEqual([
      'reload -- nginx.service',
      'reloaded nginx.service',
    ]);
  });

  it('restarts it when its own unit changed: a process has its sandbox from its start', () => {
    expect(told(`changed[${DROP_IN}]=yes changed[/etc/a]=yes; watcher nginx.service reload ${DROP_IN} /etc/a`)).toEqual(
      ['restart -- nginx.service', 'restarted nginx.service'],
    );
  });

  it('forgets that a unit failed which is to be stopped', () => {
    expect(told('activity certbot.timer stop', { 'is-active certbot.timer': 3, 'is-failed certbot.timer': 0 })).toEqual(
      ['reset-failed -- certbot.timer'],
    );
    expect(told('activity nginx.service stop', { 'is-failed nginx.service': 1 })).toEqual([
      'stop -- nginx.service',
      'stopped nginx.service',
    ]);
  });
});
