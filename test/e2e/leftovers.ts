import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Everything on this host that bears a lab's prefix or works in its directory. An empty list: nothing is left. */
export function leftovers(prefix: string, directory: string): string[] {
  const lines = (argv: readonly [string, ...string[]]) =>
    execFileSync(argv[0], argv.slice(1), { encoding: 'utf8' }).split('\n');
  const mine = (line: string) => line.includes(`${prefix}-`) || line.includes(directory);
  return [
    ...lines(['ip', 'netns', 'list'])
      .filter(mine)
      .map((line) => `namespace ${line}`),
    ...lines(['ip', '-o', 'link'])
      .filter(mine)
      .map((line) => `link ${line}`),
    ...lines(['nft', 'list', 'tables'])
      .filter(mine)
      .map((line) => `nft ${line}`),
    ...readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .filter(mine)
      .map((line) => `mount ${line}`),
    ...processes()
      .filter(({ words }) => mine(words))
      .map(({ pid, words }) => `process ${pid} ${words}`),
  ];
}

function processes(): { readonly pid: string; readonly words: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((pid) => {
      try {
        return [{ pid, words: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
      } catch {
        return []; // ended while we looked
      }
    });
}
