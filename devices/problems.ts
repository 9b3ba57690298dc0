import { KitError, usageError } from '../policy/errors.ts';

/** Every complaint about the CA itself. `dir` is the absolute path of `devices/`. */

export const damaged = (dir: string, why: string, cause?: unknown): KitError =>
  new KitError({
    code: 'E_DEVICES_DAMAGED',
    what: `The CA for devices in ${dir} is damaged. It was left as it is.`,
    why,
    next: `put ${dir} back from a backup. Where there is none: mv ${dir} ${dir}.damaged && ./sclerite deploy makes a new CA, and every device needs a new certificate.`,
    cause,
  });

export const noKey = (dir: string): KitError =>
  new KitError({
    code: 'E_DEVICES_NO_KEY',
    what: `${dir}/ca.key is not here, so nothing can be issued or revoked from this machine.`,
    why: 'the CA was made on another machine, and only its certificate and its list were brought along.',
    next: 'run the command where the key is.',
  });

export const readableKey = (path: string, mode: number): KitError =>
  new KitError({
    code: 'E_DEVICES_KEY_MODE',
    what: `Others can read ${path}: its mode is ${mode.toString(8).padStart(4, '0')}.`,
    why: 'whoever has this key makes certificates that your servers accept.',
    next: `if nobody else uses this machine: chmod 600 ${path}. Otherwise the key is known: move the devices directory away, and ./sclerite deploy makes a new CA.`,
  });

export const expiredAuthority = (dir: string, until: Date): KitError =>
  new KitError({
    code: 'E_DEVICES_EXPIRED',
    what: `The CA for devices in ${dir} ended on ${until.toISOString().slice(0, 10)}.`,
    why: 'no server accepts what it signs any more; or the clock of this machine is wrong (date shows it).',
    next: `mv ${dir} ${dir}.old && ./sclerite deploy makes a new CA; then issue every device a new certificate.`,
  });

/** @param isWanted a server of the config asks for certificates, but was never deployed */
export const noAuthority = (project: string, isWanted = false): KitError =>
  usageError({
    code: 'E_DEVICES_NONE',
    what: `The project ${project} has no CA for devices.`,
    why: isWanted
      ? 'it is made by the first deploy of a server with exposure mtls, or with the first device.'
      : 'it is made for the first server that asks devices for certificates, and no server of the config does.',
    next: isWanted
      ? './sclerite device issue NAME makes both.'
      : "set domain: 'agent.example.com' and exposure: 'mtls' for a server in sclerite.config.ts, then ./sclerite deploy.",
  });
