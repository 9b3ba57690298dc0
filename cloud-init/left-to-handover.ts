import { MODES_CONF, MODES_UNIT } from '../controls/_guarded-modes.ts';
import { COLLECTOR_HOME } from '../facts/collector/units.ts';
import { AUDIT_RULES } from '../policy/render/audit.ts';
import { MODPROBE_CONF } from '../policy/render/modprobe.ts';
import { SYSCTL_CONF } from '../policy/render/sysctl.ts';
import type { Wanted } from '../policy/wanted.ts';
import * as proxy from '../proxy/paths.ts';

/**
 * The collector is the largest part of the wanted state (two thirds of it, compressed) and nobody asks it anything before
 * handover, which brings the newest one along at every deploy anyway: so it is not in the user data.
 */
const isCollectors = (path: string) =>
  (path.startsWith(`${COLLECTOR_HOME}/`) && path !== proxy.certificateProgram) ||
  /^\/etc\/systemd\/system\/sclerite-facts\b/.test(path);
const isCollectorUnit = (name: string) => /^sclerite-facts\b/.test(name);

/**
 * Of the proxy a server is born with nginx.conf and the sandbox, so that Debian's own site is never served when the package
 * starts nginx; the rest has no use before there is a certificate, and a unit that is not there cannot be disabled.
 */
const bornProxy: readonly string[] = [proxy.nginxConf, proxy.nginxDropIn];
const isProxys = (path: string) =>
  !bornProxy.includes(path) &&
  (/^\/etc\/(nginx|sclerite)\//.test(path) ||
    /^\/etc\/systemd\/system\/sclerite-certificate\b/.test(path) ||
    path.startsWith(`${proxy.pageDirectory}/`) ||
    path === proxy.certificateProgram);
const isProxyUnit = (name: string) =>
  [proxy.nginxUnit, proxy.certificateTimer, proxy.certbotTimer].some((unit) => unit === name);

/**
 * Files of packages that are not there yet when cloud-init writes, or that the birth itself must still go by Debian's: the
 * accounts of the kit are made with Debian's /etc/login.defs, so that their passwords do not age.
 */
const isLateHardening = (path: string) =>
  path === '/etc/login.defs' ||
  path === MODES_CONF ||
  path === `/etc/systemd/system/${MODES_UNIT}` ||
  /^\/etc\/(pam\.d|security|logrotate\.d)\//.test(path) ||
  /^\/etc\/(cron|at)\.allow$/.test(path);

/**
 * What has been read or started by the time cloud-init writes, or looks at directories that come later (the audit follows what it
 * finds): handover brings it and starts its reader again.
 */
const isReadEarlier = (path: string) =>
  path === SYSCTL_CONF ||
  path === AUDIT_RULES ||
  /^\/etc\/systemd\/(journald\.conf\.d\/|system\/ssh\.service\.d\/)/.test(path);

/** Needed after an upgrade, and the first one comes ten minutes after birth. */
const isAfterUpgrades = (path: string) => /^\/etc\/systemd\/system\/.*\bsclerite-restart\.(service|conf)$/.test(path);

/** Read when somebody logs in or a module is asked for, and nobody is there before handover: room in the user data for long keys. */
const isForVisitors = (path: string) =>
  path === MODPROBE_CONF || /^\/etc\/(issue|issue\.net|motd|profile\.d\/sclerite\.sh)$/.test(path);

const isLeftFile = (path: string) =>
  [isCollectors, isProxys, isLateHardening, isReadEarlier, isAfterUpgrades, isForVisitors].some((is) => is(path));
const isLeftUnit = (name: string) => isCollectorUnit(name) || isProxyUnit(name) || name === MODES_UNIT;

/** What a server is born with. */
export function bornWith(wanted: Wanted): Wanted {
  return {
    ...wanted,
    files: wanted.files.filter(({ path }) => !isLeftFile(path)),
    units: wanted.units.filter(({ name }) => !isLeftUnit(name)),
  };
}

/** What handover has to bring; together with the former it is all that is wanted. */
export function leftToHandover({ files, units }: Wanted): Pick<Wanted, 'files' | 'units'> {
  return {
    files: files.filter(({ path }) => isLeftFile(path)),
    units: units.filter(({ name }) => isLeftUnit(name)),
  };
}

/** The part of it without which nothing can be asked for: it comes first. */
export function collectorOf({ files, units }: Wanted): Pick<Wanted, 'files' | 'units'> {
  return {
    files: files.filter(({ path }) => isCollectors(path)),
    units: units.filter(({ name }) => isCollectorUnit(name)),
  };
}
