import { defineCommand } from 'citty';

import { forgetLab, labDriver, lowerLab, raiseLab } from '../lab/session.ts';
import { settingsOfEnvironment } from '../lab/settings.ts';
import { driverFlag, driverFrom } from './_lab-driver.ts';
import { stderrProgress } from './_lab-progress.ts';
import { rerunAsRoot } from './_lab-root.ts';

export default defineCommand({
  meta: { name: 'reset', description: 'Forget every server and start the empty lab again' },
  args: { driver: driverFlag },
  async run({ args }) {
    const exitCode = await rerunAsRoot('it removes and makes machines and networks');
    if (exitCode !== null) return exitCode;
    const settings = settingsOfEnvironment(process.env);
    const driver = driverFrom(args.driver) ?? (await labDriver(settings));
    const progress = stderrProgress();
    await lowerLab(settings, progress);
    await forgetLab(settings);
    await raiseLab({ ...settings, driver }, progress);
    return 0;
  },
});
