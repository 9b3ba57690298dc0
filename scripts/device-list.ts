import { defineCommand } from 'citty';
import { devicesJson, deviceTable, listDevices } from '../devices/list.ts';
import { usageError } from '../policy/errors.ts';
import { nothingHere, openDevices } from './_device-context.ts';

export default defineCommand({
  meta: { name: 'list', description: 'Show every certificate that was issued, newest first' },
  args: {
    format: { type: 'string', valueHint: 'FORMAT', description: 'human, json', default: 'human' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  async run({ args }) {
    const render = { human: deviceTable, json: devicesJson }[args.format];
    if (render === undefined) {
      throw usageError({
        what: `There is no format "${args.format}".`,
        why: '--format knows human, json.',
        next: 'for example: ./sclerite device list --format json',
      });
    }
    const context = await openDevices(args.config);
    const devices = listDevices(context.state);
    if (devices === undefined) throw nothingHere(context);
    process.stdout.write(render(devices, new Date()));
  },
});
