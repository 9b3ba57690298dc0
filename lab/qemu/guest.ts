import { randomInt } from 'node:crypto';

import { KitError } from '../../policy/errors.ts';
import type { CommandResult } from '../command.ts';
import { contentOf, JsonLines, type Message, Silent } from './json-lines.ts';

/** An agent that runs answers in milliseconds under KVM, in a second or two when TCG is busy with something else. */
const ANSWER_SECONDS = 15;
const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 1_000;

interface ExecStatus {
  readonly exited: boolean;
  readonly exitcode?: number;
  readonly signal?: number;
  readonly 'out-data'?: string;
  readonly 'err-data'?: string;
  readonly 'out-truncated'?: boolean;
  readonly 'err-truncated'?: boolean;
}

export interface GuestExecOptions {
  readonly input?: string | Uint8Array;
  /** @default no limit */
  readonly timeoutSeconds?: number;
  /** How long the agent may take until it answers at all: a machine that boots has none yet. */
  readonly patienceSeconds: number;
}

/**
 * Runs a command through the QEMU guest agent: over a serial line of the machine, so that neither its network, its sshd nor its
 * firewall is in the way. The whole input goes in first and the whole output comes at the end (16 MiB at most each).
 *
 * @throws E_LAB_AGENT
 */
export async function guestExec(
  socket: string,
  argv: readonly string[],
  options: GuestExecOptions,
): Promise<CommandResult> {
  const pid = await begin(socket, options.patienceSeconds, {
    // The agent writes its arguments into the machine's journal: there they do not belong, least of all a secret among them.
    path: '/bin/sh',
    arg: ['-c', 'eval "exec $LAB_COMMAND"'],
    env: [`LAB_COMMAND=${argv.map(shellWord).join(' ')}`],
    'capture-output': true,
    ...(options.input === undefined ? {} : { 'input-data': Buffer.from(options.input).toString('base64') }),
  });
  const deadline = performance.now() + (options.timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  for (let pauseMs = FIRST_POLL_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_POLL_MS)) {
    const status = await statusOf(socket, pid, options.patienceSeconds);
    if (status === 'lost') return { exitCode: 137, stdout: '', stderr: 'the machine went down under the command\n' };
    if (status.exited) return resultOf(status);
    if (performance.now() > deadline) {
      await ask(socket, 'guest-exec', { path: '/bin/kill', arg: ['-KILL', String(pid)] });
      return { exitCode: 137, stdout: '', stderr: `it was ended after ${options.timeoutSeconds} s\n` };
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** For a shell; any bytes but NUL, which no argument can hold. */
function shellWord(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether the agent answers now. */
export async function isGuestAwake(socket: string): Promise<boolean> {
  try {
    await ask(socket, 'guest-ping');
    return true;
  } catch (error) {
    if (error instanceof Silent) return false;
    throw error;
  }
}

async function begin(socket: string, patienceSeconds: number, order: Message): Promise<number> {
  const { pid } = (await patiently(patienceSeconds, socket, () => ask(socket, 'guest-exec', order))) as { pid: number };
  return pid;
}

/** `lost`: the agent that ran it is gone, with the boot it belonged to. */
async function statusOf(socket: string, pid: number, patienceSeconds: number): Promise<ExecStatus | 'lost'> {
  try {
    return (await patiently(patienceSeconds, socket, () => ask(socket, 'guest-exec-status', { pid }))) as ExecStatus;
  } catch (error) {
    if (error instanceof KitError || /PID|does not exist/i.test((error as Error).message)) return 'lost';
    throw error;
  }
}

async function patiently<T>(seconds: number, socket: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Silent)) throw error;
      if (performance.now() > deadline) {
        throw new KitError({
          code: 'E_LAB_AGENT',
          what: `The machine's guest agent did not answer within ${seconds} s.`,
          why: error.message,
          next: `see whether the machine has booted: the end of console.log beside ${socket}.`,
          cause: error,
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** One command in a conversation of its own: a command that takes long must not shut out the next one. */
async function ask(socket: string, command: string, options?: Message): Promise<unknown> {
  const lines = await JsonLines.open(socket);
  try {
    // What somebody before us left unread is thrown away by the byte first, and by both sides up to this number.
    const number = randomInt(2 ** 47);
    lines.send({ execute: 'guest-sync-delimited', arguments: { id: number } }, '\xff');
    await lines.next((message) => message.return === number, ANSWER_SECONDS);
    lines.send(options === undefined ? { execute: command } : { execute: command, arguments: options });
    return contentOf(await lines.next(() => true, ANSWER_SECONDS), command);
  } finally {
    lines.close();
  }
}

function resultOf(status: ExecStatus): CommandResult {
  if (status['out-truncated'] || status['err-truncated']) {
    throw new KitError({
      code: 'E_LAB_AGENT',
      what: 'The output of a command in the machine is not whole.',
      why: "it is longer than the 16 MiB that the guest agent keeps of a command's output.",
      next: 'write it to a file in the machine and read that in parts.',
    });
  }
  const text = (data: string | undefined) => Buffer.from(data ?? '', 'base64').toString('utf8');
  return {
    exitCode: status.signal === undefined ? (status.exitcode ?? 0) : 128 + status.signal,
    stdout: text(status['out-data']),
    stderr: text(status['err-data']),
  };
}
