import { defineFact, stdoutOf } from './fact.ts';

/** dpkg keeps what apt-mark says, and answers in a quarter of the time: apt-mark reads every package list first. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query replaces it, not we
const PROGRAM = "dpkg-query --show --showformat='${db:Status-Want} ${Package}\\n' | sed -n 's/^hold //p'";

/** Packages that nobody may change (`apt-mark hold`). A held package gets no security update either. */
export const heldPackages = defineFact<readonly string[]>({
  title: 'packages on hold',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/bin/bash', '-eu', '-o', 'pipefail', '-c', PROGRAM] }),
  parse: (reading) => stdoutOf(reading).split('\n').filter(Boolean),
});
