import type { Control } from '../control.ts';
import appArmorOn from './app-armor-on.ts';
import auditGateway from './audit-gateway.ts';
import auditIdentities from './audit-identities.ts';
import auditModules from './audit-modules.ts';
import auditOn from './audit-on.ts';
import auditPrivileges from './audit-privileges.ts';
import auditTime from './audit-time.ts';
import auditUnits from './audit-units.ts';
import bootLoaderPrivate from './boot-loader-private.ts';
import bootPrivate from './boot-private.ts';
import clockSynced from './clock-synced.ts';
import consoleRebootOff from './console-reboot-off.ts';
import coreDumpsOff from './core-dumps-off.ts';
import debugOff from './debug-off.ts';
import fileSystemsOff from './file-systems-off.ts';
import homePowerless from './home-powerless.ts';
import journalBounded from './journal-bounded.ts';
import journalPersistent from './journal-persistent.ts';
import kernelFixed from './kernel-fixed.ts';
import kernelPointersHidden from './kernel-pointers-hidden.ts';
import linksProtected from './links-protected.ts';
import logsPrivate from './logs-private.ts';
import logsRotated from './logs-rotated.ts';
import privilegedDumpsOff from './privileged-dumps-off.ts';
import processesApart from './processes-apart.ts';
import protocolsOff from './protocols-off.ts';
import releaseNotTold from './release-not-told.ts';
import secondSshdOff from './second-sshd-off.ts';
import servicesSandboxed from './services-sandboxed.ts';
import shmPowerless from './shm-powerless.ts';
import sleepOff from './sleep-off.ts';
import tmpPowerless from './tmp-powerless.ts';
import unneededServicesOff from './unneeded-services-off.ts';
import varTmpPowerless from './var-tmp-powerless.ts';

export default [
  servicesSandboxed,
  unneededServicesOff,
  secondSshdOff,
  debugOff,
  consoleRebootOff,
  sleepOff,
  tmpPowerless,
  shmPowerless,
  varTmpPowerless,
  homePowerless,
  coreDumpsOff,
  bootPrivate,
  releaseNotTold,
  journalPersistent,
  journalBounded,
  logsPrivate,
  logsRotated,
  kernelPointersHidden,
  kernelFixed,
  processesApart,
  linksProtected,
  privilegedDumpsOff,
  fileSystemsOff,
  protocolsOff,
  appArmorOn,
  auditOn,
  auditIdentities,
  auditPrivileges,
  auditGateway,
  auditUnits,
  auditModules,
  auditTime,
  bootLoaderPrivate,
  clockSynced,
] as readonly Control[];
