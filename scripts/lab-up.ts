import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { defineCommand } from 'citty';

import { NPM_REGISTRY } from '../lab/network/addresses.ts';
import { chooseAccelerator } from '../lab/qemu/accelerator.ts';
import { TCG_PATIENCE } from '../lab/qemu/arguments.ts';
import { accessEnvironment, labDriver, raiseLab } from '../lab/session.ts';
import { type DriverName, settingsOfEnvironment } from '../lab/settings.ts';
import { driverFlag, driverFrom } from './_lab-driver.ts';
import { ensureLabKey } from './_lab-key.ts';
import { stderrProgress } from './_lab-progress.ts';
import { operatorBehindSudo, rerunAsRoot } from './_lab-root.ts';

const root = join(import.meta.dirname, '..');

/** What the deploy is told, unless the operator has said something else. */
function patienceFor(driver: DriverName): Record<string, string> {
  if (driver !== 'qemu' || process.env.SCLERITE_PATIENCE || chooseAccelerator() === 'kvm') return {};
  return { SCLERITE_PATIENCE: String(TCG_PATIENCE) };
}

export default defineCommand({
  meta: { name: 'up', description: 'Start the local Hetzner, deploy a server in it and verify it' },
  args: {
    config: {
      type: 'string',
      valueHint: 'FILE',
      description: 'What to deploy',
      default: join(root, 'lab/sclerite.config.ts'),
    },
    driver: driverFlag,
    deploy: {
      type: 'boolean',
      default: true,
      description: 'Deploy and verify',
      negativeDescription: 'Only the empty lab',
    },
  },
  async run({ args }) {
    const exitCode = await rerunAsRoot('it makes network namespaces and boots machines');
    if (exitCode !== null) return exitCode;
    const progress = stderrProgress();
    const operator = operatorBehindSudo(process.env);
    const settings = settingsOfEnvironment(process.env);
    const driver = driverFrom(args.driver);
    const access = await raiseLab(driver === undefined ? settings : { ...settings, driver }, progress);
    await ensureLabKey(operator, progress);
    if (!args.deploy) {
      progress('the lab is up and empty; `eval "$(./sclerite lab env)"` points cdktf and terraform at it');
      return 0;
    }
    const deploy = ['deploy', '--yes', '--config', args.config];
    const child = spawn(process.execPath, [...process.execArgv, join(root, 'scripts/main.ts'), ...deploy], {
      env: {
        ...process.env,
        ...accessEnvironment(access),
        // Only here: this host itself does not reach that address, its servers do.
        npm_config_registry: NPM_REGISTRY,
        ...patienceFor(await labDriver(settings)),
        ...(operator === null ? {} : { HOME: operator.home, USER: operator.name, LOGNAME: operator.name }),
      },
      stdio: 'inherit',
      ...(operator === null ? {} : { uid: operator.uid, gid: operator.gid }),
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    progress(code === 0 ? 'the lab is up, deployed and verified' : `deploy ended with ${code}`);
    return code ?? 1;
  },
});
