import { defineCommand } from 'citty';

import { accessEnvironment, labAccess } from '../lab/session.ts';
import { settingsOfEnvironment } from '../lab/settings.ts';
import { rerunAsRoot } from './_lab-root.ts';

export default defineCommand({
  meta: { name: 'env', description: 'Print the variables that point cdktf, terraform and hcloud at the lab' },
  async run() {
    const exitCode = await rerunAsRoot("the lab's token belongs to root");
    if (exitCode !== null) return exitCode;
    const access = await labAccess(settingsOfEnvironment(process.env));
    for (const [name, value] of Object.entries(accessEnvironment(access))) {
      process.stdout.write(`export ${name}=${value}\n`);
    }
    return 0;
  },
});
