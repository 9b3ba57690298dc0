import { expect, it } from 'vitest';

import { environmentForRoot, operatorBehindSudo } from '../../scripts/_lab-root.ts';

it('carries what the kit reads over to root, and nothing that would make root write into a user’s home', () => {
  const env = { SCLERITE_CACHE: '/x', HTTPS_PROXY: 'http://p', HOME: '/home/ann', PATH: '/usr/bin', EDITOR: 'vi' };
  const carried = environmentForRoot(env);
  expect(carried).toContain('SCLERITE_CACHE=/x');
  expect(carried).toContain('HTTPS_PROXY=http://p');
  expect(carried).toContain('PATH=/usr/bin:/usr/local/sbin:/usr/sbin:/sbin');
  expect(carried).toContain('SCLERITE_OPERATOR_HOME=/home/ann');
  expect(carried.filter((entry) => /^(HOME|EDITOR)=/.test(entry))).toEqual([]);
});

it.each([
  { when: 'root typed it', env: {}, then: null },
  { when: 'root used sudo', env: { SUDO_UID: '0', SUDO_GID: '0', SUDO_USER: 'root' }, then: null },
  {
    when: 'somebody used sudo',
    env: { SUDO_UID: '1000', SUDO_GID: '1001', SUDO_USER: 'ann', SCLERITE_OPERATOR_HOME: '/home/ann' },
    then: { uid: 1000, gid: 1001, name: 'ann', home: '/home/ann' },
  },
])('$when', ({ env, then }) => expect(operatorBehindSudo(env)).toEqual(then));
