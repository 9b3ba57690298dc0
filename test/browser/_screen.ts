import { execFileSync, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const needed = [
  ['/usr/bin/chromium', 'chromium'],
  ['/usr/bin/Xvfb', 'xvfb'],
  ['/usr/bin/xdotool', 'xdotool'],
  ['/usr/bin/certutil', 'libnss3-tools'],
  ['/usr/bin/pk12util', 'libnss3-tools'],
] as const;

/** What has to be installed before a person can be played here; undefined: nothing. */
export function whatIsMissing(): string | undefined {
  const missing = needed.filter(([path]) => !isExecutable(path)).map(([, name]) => name);
  return missing.length === 0
    ? undefined
    : `apt-get install --no-install-recommends ${[...new Set(missing)].join(' ')}`;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A screen that nobody sees, with a keyboard. A browser without any cannot show its own dialogs, and the password and the choice of
 * a certificate are asked for in those.
 */
export interface Screen {
  /** For the browser: `DISPLAY`. */
  readonly env: Readonly<Record<'DISPLAY', string>>;
  /** Into whatever has the focus, as on a keyboard. */
  type(text: string): void;
  /** One key by X's name: `Return`, `Tab`, `Escape`. */
  press(key: string): void;
  close(): Promise<void>;
}

/** Takes the first display that is free. */
export async function openScreen(): Promise<Screen> {
  const args = ['-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-displayfd', '3'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const display = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('close', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (line: Buffer) => resolve(`:${line.toString().trim()}`));
  });
  const env = { DISPLAY: display };
  const xdotool = (...words: readonly string[]) => execFileSync('xdotool', words, { env: { ...process.env, ...env } });
  return {
    env,
    type: (text) => void xdotool('type', '--delay', '20', '--', text),
    press: (key) => void xdotool('key', key),
    close: async () => {
      server.kill();
      await ended;
    },
  };
}
