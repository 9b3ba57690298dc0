import { describe, expect, it } from 'vitest';

import { parseAptConfig, parseIndexTargets, renderSources } from '../../../lab/machines/apt-sources.ts';

const targets = `http://mirror.example/debian/ Debian Debian main bookworm
http://mirror.example/debian/ Debian Debian main bookworm-updates
http://mirror.example/debian-security/ Debian Debian-Security main bookworm-security
https://packages.example/node/ Other Other main nodistro
`;

describe('parseIndexTargets', () => {
  it('finds archive and security archive among others', () => {
    const mirror = { archive: 'http://mirror.example/debian/', security: 'http://mirror.example/debian-security/' };
    expect(parseIndexTargets(targets)).toEqual(mirror);
  });

  it('does without a security archive', () => {
    expect(parseIndexTargets(targets.split('\n').slice(0, 2).join('\n'))?.security).toBeNull();
  });

  it.each([
    { when: 'the host is not Debian', text: 'http://mirror.example/ubuntu/ Ubuntu Ubuntu main noble\n' },
    { when: 'apt knows nothing', text: '' },
    { when: 'only updates are listed', text: targets.split('\n')[1] ?? '' },
  ])('gives null when $when', ({ text }) => expect(parseIndexTargets(text)).toBeNull());
});

it('writes sources for the guest’s own release', () => {
  const text = renderSources({ archive: 'http://a.example/debian/', security: 'http://a.example/sec/' }, 'trixie');
  expect(text).toContain('Suites: trixie trixie-updates\n');
  expect(text).toContain('Suites: trixie-security\n');
});

it('hands on how to date the archive, and keeps a proxy for the build alone', () => {
  const dump =
    'APT "";\nAcquire::Check-Valid-Until "false";\nAcquire::http::Proxy "http://127.0.0.1:3142";\nDpkg::Use-Pty "0";\n';
  expect(parseAptConfig(dump)).toEqual({
    guest: ['Acquire::Check-Valid-Until "false";'],
    build: ['Acquire::Check-Valid-Until "false";', 'Acquire::http::Proxy "http://127.0.0.1:3142";'],
  });
});
