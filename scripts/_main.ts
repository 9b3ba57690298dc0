import { stripVTControlCharacters } from 'node:util';
import { exitCodeOf, formatError } from '../policy/errors.ts';
import { dispatch } from './_dispatch.ts';
import type { Verb } from './_verbs.ts';

/** Nobody reads on the other end of the pipe (`sclerite … | head`): what a shell reports for SIGPIPE. */
const BROKEN_PIPE = 128 + 13;

/** A pipe takes text in its own time; to exit before it has taken everything would cut a report short. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}

/** The only place that ends the process: every other function returns or throws. */
export async function main(verbs: Readonly<Record<string, Verb>>, version: string): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? BROKEN_PIPE : 1));
  }
  let exitCode: number;
  try {
    const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;
    const print = (text: string) => process.stdout.write(`${isColoured ? text : stripVTControlCharacters(text)}\n`);
    exitCode = await dispatch(verbs, process.argv.slice(2), version, { print });
  } catch (error) {
    process.stderr.write(`${formatError(error)}\n`);
    exitCode = exitCodeOf(error);
  }
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(exitCode);
}
