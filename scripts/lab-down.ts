import { defineCommand } from 'citty';

import { purgeCache } from '../lab/cleanup.ts';
import { forgetLab, lowerLab } from '../lab/session.ts';
import { settingsOfEnvironment } from '../lab/settings.ts';
import { stderrProgress } from './_lab-progress.ts';
import { rerunAsRoot } from './_lab-root.ts';

export default defineCommand({
  meta: {
    name: 'down',
    description: 'Switch every machine off and take the lab off this host; its servers stay on disk',
  },
  args: {
    purge: { type: 'boolean', description: 'Also delete the servers, the image and the downloaded packages' },
  },
  async run({ args }) {
    const exitCode = await rerunAsRoot('it removes what the lab put on this host');
    if (exitCode !== null) return exitCode;
    const settings = settingsOfEnvironment(process.env);
    const progress = stderrProgress();
    await lowerLab(settings, progress);
    if (args.purge) {
      await forgetLab(settings);
      progress('servers deleted');
      await purgeCache(settings, progress);
    }
    return 0;
  },
});
