import { defineCommand } from 'citty';

import { forgetLab, lowerLab, raiseLab } from '../lab/session.ts';
import { settingsOfEnvironment } from '../lab/settings.ts';
import { stderrProgress } from './_lab-progress.ts';
import { rerunAsRoot } from './_lab-root.ts';

export default defineCommand({
  meta: { name: 'reset', description: 'Forget every server and start the empty lab again' },
  async run() {
    const exitCode = await rerunAsRoot('it removes and makes machines and networks');
    if (exitCode !== null) return exitCode;
    const settings = settingsOfEnvironment(process.env);
    const progress = stderrProgress();
    await lowerLab(settings, progress);
    await forgetLab(settings);
    await raiseLab(settings, progress);
    return 0;
  },
});
