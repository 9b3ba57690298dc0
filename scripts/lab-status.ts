import { defineCommand } from 'citty';

import { settingsOfEnvironment } from '../lab/settings.ts';
import { formatStatus, readStatus } from '../lab/status.ts';
import { printable } from '../policy/printable.ts';
import { rerunAsRoot } from './_lab-root.ts';

export default defineCommand({
  meta: { name: 'status', description: 'Say what of the lab stands: daemon, network, machines, image' },
  async run() {
    const exitCode = await rerunAsRoot("the lab's state belongs to root");
    if (exitCode !== null) return exitCode;
    process.stdout.write(printable(formatStatus(await readStatus(settingsOfEnvironment(process.env)))));
    return 0;
  },
});
