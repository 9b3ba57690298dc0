import { defineConfig } from 'vitest/config';

/** Tests that need root, the lab's image or minutes: they say so in their name, or lie in test/e2e. */
const labTests = ['test/**/*.lab.test.ts', 'test/e2e/**/*.test.ts'];
/** Those for machines with a kernel of their own, which take an hour where the processor is emulated: a job of its own. */
const qemuTests = ['test/qemu/**/*.qemu.test.ts'];

/** They need a browser as well: chosen by name only. */
const browserTests = ['test/browser/**/*.test.ts'];

const MINUTE_MS = 60_000;

/** Machines, addresses and two cores are shared: one file after the other, after the units. */
const withMachines = {
  fileParallelism: false,
  sequence: { groupOrder: 1 },
  testTimeout: 10 * MINUTE_MS,
  hookTimeout: 15 * MINUTE_MS, // a cold image takes a minute, a cold OpenClaw another
};

/** Only where it is asked for by `./sclerite test --driver qemu`. */
const qemu = {
  extends: true as const,
  test: {
    name: 'qemu',
    include: [...qemuTests, 'test/lab/machines.lab.test.ts'],
    fileParallelism: false,
    sequence: { groupOrder: 2 },
    testTimeout: 120 * MINUTE_MS,
    hookTimeout: 300 * MINUTE_MS,
  },
};

export default defineConfig({
  test: {
    // A workspace package is a link, so Vite takes it for source: loaded by Node instead, its classes exist once.
    server: { deps: { external: [/packages\/provider-hcloud\/lib/] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...labTests, ...qemuTests, ...browserTests],
          // Some start whole processes; on a busy machine each of them takes seconds, which is no failure.
          testTimeout: 60_000,
        },
      },
      { extends: true, test: { name: 'lab', include: labTests, ...withMachines } },
      { extends: true, test: { name: 'browser', include: browserTests, ...withMachines } },
      ...(process.env.SCLERITE_LAB_DRIVER === 'qemu' ? [qemu] : []),
    ],
  },
});
