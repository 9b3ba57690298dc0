import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { asRoot } from '../../edges/root.ts';
import { Secret } from '../../edges/secret.ts';
import { connect } from '../../edges/ssh.ts';
import { fakeServer, identityOf, inBash, keyPair } from './_ssh-server.ts';

/** Three ways in which sudo behaves; each reads standard input byte by byte, as the real one does. */
const sudo = {
  bootstrap: 'while [ "$1" != -- ]; do shift; done; shift; exec "$@"',
  password: `
ask=
while [ "$1" != -- ]; do [ "$1" = -S ] && ask=1; shift; done; shift
[ -n "$ask" ] || { echo 'sudo: a password is required' >&2; exit 1; }
IFS= read -r given
[ "$given" = 'right one' ] || { echo 'sudo: 1 incorrect password attempt' >&2; exit 1; }
exec "$@"`,
  never: 'echo "admin is not in the sudoers file." >&2; exit 1',
};

async function shellWith(behaviour: keyof typeof sudo, password?: string) {
  const bin = mkdtempSync(join(tmpdir(), 'sudo-'));
  onTestFinished(() => rmSync(bin, { recursive: true }));
  writeFileSync(join(bin, 'sudo'), `#!/bin/bash\n${sudo[behaviour]}\n`);
  chmodSync(join(bin, 'sudo'), 0o755);
  const [host, admin] = [keyPair(), keyPair()];
  const commands: string[] = [];
  const run = inBash(bin);
  const server = await fakeServer({
    hostKey: host,
    authorized: [admin.public],
    onExec(command, channel) {
      commands.push(command);
      run(command, channel);
    },
  });
  const target = { name: 'gateway', host: '127.0.0.1', port: server.port, user: 'admin' };
  const session = await connect(target, { accept: [host.public], identity: identityOf(admin) });
  return { shell: { session, ...(password === undefined ? {} : { password: new Secret(password) }) }, commands };
}

const script = `set -eu
echo "it's \\"$(cat)\\""
echo aside >&2
exit 5`;

it.each([
  { when: 'the bootstrap rule is there', behaviour: 'bootstrap', password: undefined },
  { when: 'sudo wants the password', behaviour: 'password', password: 'right one' },
  { when: 'a password is stored, but sudo does not ask', behaviour: 'bootstrap', password: 'right one' },
] as const)('runs the script with its own input when $when', async ({ behaviour, password }) => {
  const { shell, commands } = await shellWith(behaviour, password);
  expect(await asRoot(shell, script, { label: 'test', input: 'hidden input\nof two lines' })).toEqual({
    exitCode: 5,
    stdout: 'it\'s "hidden input\nof two lines"\n',
    stderr: 'aside\n',
  });
  expect(commands.join()).not.toMatch(/hidden|right one|aside/);
});

it('takes a script longer than an argument may be', async () => {
  const { shell } = await shellWith('password', 'right one');
  const long = `: '${'x'.repeat(300_000)}'\nprintf %s ü`;
  expect((await asRoot(shell, long, { label: 'long' })).stdout).toBe('ü');
});

it.each([
  { when: 'the password is wrong', behaviour: 'password', password: 'wrong one', says: 'incorrect password' },
  { when: 'no password is stored', behaviour: 'password', password: undefined, says: 'a password is required' },
  { when: 'the user may not', behaviour: 'never', password: 'right one', says: 'not in the sudoers' },
] as const)('tells a refusal from a failed script: $when', async ({ behaviour, password, says }) => {
  const { shell } = await shellWith(behaviour, password);
  await expect(asRoot(shell, 'exit 1', { label: 'test' })).rejects.toMatchObject({
    code: 'E_SUDO_REFUSED',
    why: expect.stringContaining(says),
  });
});
