import { describe, expect, it } from 'vitest';

import { formatStatus, type LabStatus } from '../../lab/status.ts';

const empty: LabStatus = {
  daemon: null,
  authority: { pid: null, isFaulty: false },
  ranges: ['198.18.0.0/16', 'fd00:1:2::/48'],
  hasNetwork: false,
  machines: [],
  images: [],
  stateDir: '/var/lib/x',
};

const daemon = {
  ...{ pid: 7, startTime: 1, endpoint: 'http://198.18.0.1:8080/v1' },
  ...{ acmeDirectory: 'https://198.18.0.4/dir', nameServer: '198.18.0.1' },
};

describe('formatStatus', () => {
  it('says how to start a lab that is down', () => expect(formatStatus(empty)).toContain('./sclerite lab up'));
  it('says when the daemon has died, and what then', () => {
    expect(formatStatus({ ...empty, daemon: 'died' })).toMatch(/DIED.*lab up takes them over/);
  });
  it('shows the CA and the name server of a lab that is up', () => {
    const text = formatStatus({ ...empty, daemon, authority: { pid: 9, isFaulty: false } });
    expect(text).toMatch(/^CA +https:\/\/198\.18\.0\.4\/dir, process 9$/m);
    expect(text).toMatch(/^DNS +198\.18\.0\.1, port 53$/m);
  });
  it('says when the CA is down, and when it is told to do wrong', () => {
    const text = formatStatus({ ...empty, daemon, authority: { pid: null, isFaulty: true } });
    expect(text).toMatch(/^CA .*DOWN, told to do wrong/m);
  });
  it('lists machines with their addresses', () => {
    const text = formatStatus({
      ...empty,
      daemon,
      machines: [{ id: 9, name: 'web', image: 'debian-13', ipv4: '198.18.0.16', ipv6: null, state: 'off' }],
    });
    expect(text).toContain('http://198.18.0.1:8080/v1, process 7');
    expect(text).toMatch(/web\s+off\s+9\s+debian-13\s+198\.18\.0\.16\n/);
  });
});
