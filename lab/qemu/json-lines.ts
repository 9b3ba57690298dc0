import { connect, type Socket } from 'node:net';

/** One message of QEMU's monitor or of the guest agent: both speak JSON, a line each, and answer in order. */
export type Message = Readonly<Record<string, unknown>>;

/** The other end is not there, went away, or kept silent for too long. */
export class Silent extends Error {}

/** A conversation over a Unix socket. QEMU serves one at a time: whoever comes next waits until this one is over. */
export class JsonLines {
  readonly #socket: Socket;
  readonly #path: string;
  readonly #unread: Message[] = [];
  #rest = '';
  #wake: () => void = () => {};
  #ended: Error | undefined;

  private constructor(socket: Socket, path: string) {
    this.#socket = socket;
    this.#path = path;
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', (error) => this.#end(error));
    socket.on('close', () => this.#end(new Error('it was closed')));
  }

  /** @throws Silent */
  static open(path: string): Promise<JsonLines> {
    return new Promise((resolve, reject) => {
      const socket = connect(path);
      const refuse = (cause: Error) => reject(new Silent(`${path}: ${cause.message}`, { cause }));
      socket.once('error', refuse);
      socket.once('connect', () => {
        socket.off('error', refuse);
        resolve(new JsonLines(socket, path));
      });
    });
  }

  send(message: Message, prefix = ''): void {
    this.#socket.write(Buffer.concat([Buffer.from(prefix, 'latin1'), Buffer.from(`${JSON.stringify(message)}\n`)]));
  }

  /** The next message that is `wanted`; others before it are dropped. @throws Silent */
  async next(wanted: (message: Message) => boolean, timeoutSeconds: number): Promise<Message> {
    const deadline = performance.now() + timeoutSeconds * 1000;
    for (;;) {
      for (let message = this.#unread.shift(); message !== undefined; message = this.#unread.shift()) {
        if (wanted(message)) return message;
      }
      if (this.#ended !== undefined) throw new Silent(`${this.#path}: ${this.#ended.message}`, { cause: this.#ended });
      const left = deadline - performance.now();
      if (left <= 0) throw new Silent(`${this.#path}: no answer within ${timeoutSeconds} s`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parseMessage(line);
      if (message !== null) this.#unread.push(message);
    }
    this.#wake();
  }

  #end(reason: Error): void {
    this.#ended ??= reason;
    this.#wake();
  }
}

/**
 * Null for what is no whole message: the end of an answer to somebody before us, which was cut off. The agent marks the begin
 * of its answer to a first word with a byte that no JSON holds (0xFF, here U+FFFD).
 */
export function parseMessage(line: string): Message | null {
  const begin = line.indexOf('{');
  if (begin === -1) return null;
  try {
    return JSON.parse(line.slice(begin)) as Message;
  } catch {
    return null;
  }
}

/** An answer's content. @throws what the other end said instead */
export function contentOf(answer: Message, to: string): unknown {
  const { error } = answer as { error?: { class?: string; desc?: string } };
  if (error !== undefined) throw new Error(`${to}: ${error.desc ?? JSON.stringify(error)}`);
  return answer.return;
}
