import { defineCommand } from 'citty';
import type { Probe } from '../devices/files.ts';
import { parseDays, parseDeviceName } from '../devices/request.ts';
import { generatePassword, type Secret } from '../edges/secret.ts';
import { usageError } from '../policy/errors.ts';
import { openDevices } from './_device-context.ts';
import { newPrivateFile } from './_new-private-file.ts';

export default defineCommand({
  meta: { name: 'issue', description: 'Make a certificate for a device, and the file that it imports' },
  args: {
    name: { type: 'positional', required: true, description: 'What the device is called, for example ada-phone' },
    days: { type: 'string', valueHint: 'N', description: 'How long it is valid, 1 to 397 (default: 90)' },
    output: { type: 'string', valueHint: 'FILE', description: 'Where to write it (default: NAME.p12)' },
    pem: {
      type: 'boolean',
      description: 'Write certificate and key as PEM, without a password, for curl and the like',
    },
    legacy: { type: 'boolean', description: 'Triple-DES and SHA-1: for Apple devices that call the password wrong' },
    renew: { type: 'boolean', description: 'A further certificate for a name that has one' },
    config: { type: 'string', valueHint: 'FILE', description: 'The config (default: sclerite.config.ts)' },
  },
  async run({ args }) {
    const name = parseDeviceName(oneName(args._));
    const days = parseDays(args.days);
    if (args.pem && args.legacy) throw contradiction();
    const { config, state } = await openDevices(args.config);
    const file = newPrivateFile(args.output ?? `${name}.${args.pem ? 'pem' : 'p12'}`);
    const password = args.pem ? undefined : generatePassword();
    const { issueDevice } = await import('../devices/issue.ts');
    const record = await issueDevice(
      state,
      { name, days, renew: args.renew === true },
      new Date(),
      async ({ probe }) => {
        file.write(
          password ? await packed(probe, `${name} (${config.project})`, password, args.legacy === true) : pemOf(probe),
        );
      },
    );
    const until = record.until.toISOString().slice(0, 10);
    process.stdout.write(`${file.path}: ${name}, valid until ${until}, serial ${record.serial.toLowerCase()}\n`);
    if (password) process.stdout.write(`Password, shown once and kept nowhere: ${password.reveal()}\n`);
    else process.stderr.write('The key in it is not encrypted: whoever reads the file is this device.\n');
    process.stderr.write(`Import it on the device, then delete it here: whoever has it can use it until ${until}.\n`);
    if (record.until.getTime() - record.issued.getTime() < (days - 1) * 24 * 60 * 60 * 1000) {
      process.stderr.write(`Shorter than the ${days} days asked for: the project's CA itself ends then.\n`);
    }
  },
});

async function packed(probe: Probe, friendlyName: string, password: Secret, isLegacy: boolean): Promise<Uint8Array> {
  const { pkcs12 } = await import('../devices/pkcs12.ts');
  const scheme = isLegacy ? 'legacy' : 'modern';
  return pkcs12({ ...probe, friendlyName, password: password.reveal(), scheme });
}

const pemOf = ({ cert, key }: Probe): string => `${cert}${key}`;

function oneName(words: readonly string[]): string {
  const [name = '', ...more] = words;
  if (more.length === 0) return name;
  throw usageError({
    what: `sclerite device issue makes one certificate, and these are ${words.length} names: ${words.join(', ')}.`,
    why: 'each device has a key, a file and a password of its own.',
    next: `begin with: ./sclerite device issue ${name}`,
  });
}

const contradiction = () =>
  usageError({
    what: '--pem and --legacy do not go together.',
    why: '--legacy is about the encryption of a PKCS#12 file, and --pem writes no such file.',
    next: 'leave one of them out.',
  });
