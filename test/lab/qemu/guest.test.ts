import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { guestExec, isGuestAwake } from '../../../lab/qemu/guest.ts';
import { parseMessage } from '../../../lab/qemu/json-lines.ts';

type Answer = (command: string, options: Record<string, unknown>) => unknown;

/** Speaks as qemu-ga does: one answer a line, the one to a first word marked with 0xFF. */
function agent(path: string, answer: Answer, stale = ''): Promise<Server> {
  const server = createServer((socket) => {
    socket.write(stale);
    let rest = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const { execute, arguments: options = {} } = JSON.parse(line.slice(line.indexOf('{')));
        if (execute === 'guest-sync-delimited') {
          socket.write(
            Buffer.concat([Buffer.from([0xff]), Buffer.from(`${JSON.stringify({ return: options.id })}\n`)]),
          );
        } else socket.write(`${JSON.stringify(answer(execute, options))}\n`);
      }
    });
  });
  return new Promise((resolve) => server.listen(path, () => resolve(server)));
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('guestExec', () => {
  let dir: string;
  let socket: string;
  let server: Server | undefined;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'agent-'));
    socket = join(dir, 'agent.sock');
  });
  afterEach(async () => {
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
    rmSync(dir, { recursive: true });
  });

  it('passes words and input in, and exit code and output out, once the command has ended', async () => {
    let asked = 0;
    let order: unknown;
    server = await agent(socket, (command, options) => {
      if (command === 'guest-exec') {
        order = options;
        return { return: { pid: 7 } };
      }
      asked += 1;
      if (asked < 3) return { return: { exited: false } };
      return { return: { exited: true, exitcode: 9, 'out-data': base64('é\n'), 'err-data': base64('no\n') } };
    });
    const result = await guestExec(socket, ['/bin/sh', '-c', 'echo it'], { input: 'in', patienceSeconds: 5 });
    expect(result).toEqual({ exitCode: 9, stdout: 'é\n', stderr: 'no\n' });
    expect(order).toMatchObject({ path: '/bin/sh', 'capture-output': true, 'input-data': base64('in') });
  });

  it('hands any words over as they are, and keeps them out of the arguments, which the agent logs', async () => {
    const words = ['printf', '%s|', "it's", 'a "b" $HOME', '', 'two\nlines', '--', '\\'];
    let ran = '';
    server = await agent(socket, (command, options) => {
      if (command !== 'guest-exec') return { return: { exited: true, exitcode: 0, 'out-data': base64(ran) } };
      const [path, arg, env] = [options.path as string, options.arg as string[], options.env as string[]];
      expect(arg.join(' ')).not.toContain('HOME');
      ran = execFileSync(path, arg, { env: { LAB_COMMAND: env[0]?.replace('LAB_COMMAND=', '') }, encoding: 'utf8' });
      return { return: { pid: 7 } };
    });
    const { stdout } = await guestExec(socket, words, { patienceSeconds: 5 });
    expect(stdout).toBe(`${words.slice(2).join('|')}|`);
  });

  it('says 128 and the signal when a signal ended it', async () => {
    server = await agent(socket, (command) =>
      command === 'guest-exec' ? { return: { pid: 7 } } : { return: { exited: true, signal: 9 } },
    );
    expect(await guestExec(socket, ['/bin/x'], { patienceSeconds: 5 })).toMatchObject({ exitCode: 137 });
  });

  it('hands on why the machine could not start it', async () => {
    server = await agent(socket, () => ({ error: { class: 'GenericError', desc: 'No such file or directory' } }));
    await expect(guestExec(socket, ['/bin/none'], { patienceSeconds: 5 })).rejects.toThrow(/guest-exec: No such file/);
  });

  it('reports a machine that rebooted under the command', async () => {
    server = await agent(socket, (command) =>
      command === 'guest-exec' ? { return: { pid: 7 } } : { error: { desc: 'PID 7 does not exist' } },
    );
    const result = await guestExec(socket, ['/bin/reboot'], { patienceSeconds: 5 });
    expect(result).toMatchObject({ exitCode: 137, stderr: expect.stringContaining('went down') });
  });

  it('refuses output that is not whole', async () => {
    server = await agent(socket, (command) =>
      command === 'guest-exec'
        ? { return: { pid: 7 } }
        : { return: { exited: true, exitcode: 0, 'out-data': base64('x'), 'out-truncated': true } },
    );
    await expect(guestExec(socket, ['/bin/cat'], { patienceSeconds: 5 })).rejects.toMatchObject({
      code: 'E_LAB_AGENT',
    });
  });

  it('ignores what somebody before left unread', async () => {
    server = await agent(socket, () => ({ return: {} }), 'ut-data": "eA=="}}\n{"return": 5}\n');
    expect(await isGuestAwake(socket)).toBe(true);
  });

  it('gives up on a machine that is not there, with the time it waited', async () => {
    expect(await isGuestAwake(socket)).toBe(false);
    await expect(guestExec(socket, ['/bin/true'], { patienceSeconds: 0.3 })).rejects.toMatchObject({
      code: 'E_LAB_AGENT',
      message: expect.stringContaining('within 0.3 s'),
    });
  });
});

it.each([
  { line: '{"return": {}}', then: { return: {} } },
  { line: '\uFFFD{"return": 5}', then: { return: 5 } },
  { line: 'cut off"}}', then: null },
  { line: '{"return": ', then: null },
  { line: '', then: null },
])('reads $line as $then', ({ line, then }) => expect(parseMessage(line)).toEqual(then));
