import { contentOf, JsonLines, type Message } from './json-lines.ts';

/** QEMU answers at once, unless the host is very busy. */
const ANSWER_SECONDS = 30;

export interface Monitor {
  /** One command of QMP (QEMU's documentation, "QEMU QMP Reference Manual"). @throws what QEMU says, or Silent */
  execute(command: string, options?: Message): Promise<unknown>;
  /** Waits for an event. @throws Silent */
  event(name: string, isWanted: (data: Message) => boolean, timeoutSeconds: number): Promise<void>;
}

/** A conversation with QEMU itself, past the machine. */
export async function withMonitor<T>(path: string, talk: (monitor: Monitor) => Promise<T>): Promise<T> {
  const lines = await JsonLines.open(path);
  const execute = async (command: string, options?: Message) => {
    lines.send(options === undefined ? { execute: command } : { execute: command, arguments: options });
    const answer = await lines.next((message) => 'return' in message || 'error' in message, ANSWER_SECONDS);
    return contentOf(answer, command);
  };
  try {
    await lines.next((message) => 'QMP' in message, ANSWER_SECONDS);
    await execute('qmp_capabilities');
    return await talk({
      execute,
      async event(name, isWanted, timeoutSeconds) {
        await lines.next((one) => one.event === name && isWanted((one.data ?? {}) as Message), timeoutSeconds);
      },
    });
  } finally {
    lines.close();
  }
}
