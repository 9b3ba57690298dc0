export interface Asked {
  /** Resolves, with the reason in words, when somebody wants this process to end. */
  readonly promise: Promise<string>;
  readonly isAsked: boolean;
  /** Back to what signals do by themselves. */
  stop(): void;
}

const REASONS = {
  SIGINT: 'Ctrl-C',
  SIGTERM: 'asked to end',
  SIGHUP: 'the terminal is gone',
} as const;

const PARENT_EVERY_MS = 1_000;

/**
 * Watches for Ctrl-C, a closed terminal, and the death of whoever started this process: what a script opened must not stay
 * open when the script was killed. A second Ctrl-C ends the process at once.
 */
export function untilAskedToEnd(parentOf: () => number = () => process.ppid): Asked {
  const { promise, resolve } = Promise.withResolvers<string>();
  let isAsked = false;
  const ask = (reason: string) => {
    isAsked = true;
    stop();
    resolve(reason);
  };
  const listeners = Object.entries(REASONS).map(([signal, reason]) => [signal, () => ask(reason)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  const parent = parentOf();
  const watch = setInterval(() => {
    if (parentOf() !== parent) ask('the program that started this is gone');
  }, PARENT_EVERY_MS);
  watch.unref();
  function stop() {
    clearInterval(watch);
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
  return {
    promise,
    stop,
    get isAsked() {
      return isAsked;
    },
  };
}
