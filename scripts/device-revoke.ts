import { readFileSync } from 'node:fs';
import { defineCommand } from 'citty';
import { revokeDevice } from '../devices/revoke.ts';
import { KitError, usageError } from '../policy/errors.ts';
import { nothingHere, openDevices } from './_device-context.ts';
import { type Delivery, deliverList } from './_device-delivery.ts';

export default defineCommand({
  meta: { name: 'revoke', description: 'Shut a device out, on every server at once' },
  args: {
    device: {
      type: 'positional',
      required: true,
      description: 'Name, serial number, or the file of a certificate (PEM)',
    },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  async run({ args }) {
    const [device = '', ...more] = args._;
    if (more.length > 0) throw tooMany(args._);
    const context = await openDevices(args.config);
    const done = await revokeDevice(context.state, isPath(device) ? read(device) : device, new Date());
    if (done === undefined) throw nothingHere(context);
    for (const { name, serial } of done.revoked)
      process.stdout.write(`revoked ${name}, serial ${serial.toLowerCase()}\n`);
    for (const { name, serial } of done.revoked.length === 0 ? done.before : []) {
      process.stdout.write(
        `${name}, serial ${serial.toLowerCase()}, was revoked before; the list is delivered again\n`,
      );
    }
    const deliveries = await deliverList(context.config, context.state);
    for (const { server, text } of deliveries) process.stdout.write(`${server}: ${text}\n`);
    if (deliveries.length === 0) process.stdout.write('no server of the config asks for certificates\n');
    const problems = deliveries.filter(({ problem }) => problem !== undefined);
    if (problems.length > 0) throw notEverywhere(device, problems);
  },
});

const isPath = (word: string): boolean => /\/|\.(pem|crt|cer)$/.test(word);

function read(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (cause) {
    throw noCertificate(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  throw noCertificate(path, 'there is no CERTIFICATE block in it.');
}

const noCertificate = (path: string, why: string, cause?: unknown): KitError =>
  usageError({
    what: `${path} is no certificate in PEM.`,
    why,
    next: 'name the device or its serial number: ./sclerite device list shows both. A .p12 file holds its certificate encrypted.',
    cause,
  });

const tooMany = (words: readonly string[]): KitError =>
  usageError({
    what: `sclerite device revoke shuts out one device, and these are ${words.length}: ${words.join(', ')}.`,
    why: 'if one of several failed, it would be hard to see who is still let in.',
    next: `begin with: ./sclerite device revoke ${words[0]}`,
  });

function notEverywhere(device: string, problems: readonly Delivery[]): KitError {
  const servers = problems.map(({ server }) => server).join(', ');
  return new KitError({
    code: 'E_DEVICE_NOT_DELIVERED',
    what: `The revocation is recorded, but ${servers} may still let ${device} in.`,
    why: problems.map(({ server, problem }) => `${server}: ${problem}`).join('\n'),
    next: `./sclerite device revoke ${device} delivers it again, as often as needed; so does ./sclerite deploy.`,
  });
}
