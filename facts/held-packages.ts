import { defineFact, stdoutOf } from './fact.ts';

/** Packages that apt was told never to touch (`apt-mark hold`). A held package gets no security update either. */
export const heldPackages = defineFact<readonly string[]>({
  title: 'packages on hold',
  speed: 'fast',
  source: () => ({ kind: 'command', argv: ['/usr/bin/apt-mark', 'showhold'] }),
  parse: (reading) => stdoutOf(reading).split('\n').filter(Boolean),
});
