import type { Control } from '../control.ts';
import aptConfigKnown from './apt-config-known.ts';
import aptKeysKnown from './apt-keys-known.ts';
import aptSourcesKnown from './apt-sources-known.ts';
import baselineKept from './baseline-kept.ts';
import baselinePinned from './baseline-pinned.ts';
import bootHooksKnown from './boot-hooks-known.ts';
import busRulesKnown from './bus-rules-known.ts';
import commandsKnown from './commands-known.ts';
import conffilesKnown from './conffiles-known.ts';
import cronKnown from './cron-known.ts';
import generatorsKnown from './generators-known.ts';
import interpretersKnown from './interpreters-known.ts';
import kernelPackaged from './kernel-packaged.ts';
import librariesKnown from './libraries-known.ts';
import moduleFilesKnown from './module-files-known.ts';
import modulesLoadedKnown from './modules-loaded-known.ts';
import packagesDeclared from './packages-declared.ts';
import packagesFromArchives from './packages-from-archives.ts';
import packagesIntact from './packages-intact.ts';
import pamKnown from './pam-known.ts';
import preloadEmpty from './preload-empty.ts';
import processesKnown from './processes-known.ts';
import shellStartupKnown from './shell-startup-known.ts';
import sumsKept from './sums-kept.ts';
import timersKnown from './timers-known.ts';
import udevRulesKnown from './udev-rules-known.ts';
import unitsEnabledKnown from './units-enabled-known.ts';
import unitsKnown from './units-known.ts';

export default [
  aptConfigKnown,
  aptKeysKnown,
  aptSourcesKnown,
  baselineKept,
  baselinePinned,
  bootHooksKnown,
  busRulesKnown,
  commandsKnown,
  conffilesKnown,
  cronKnown,
  generatorsKnown,
  interpretersKnown,
  kernelPackaged,
  librariesKnown,
  moduleFilesKnown,
  modulesLoadedKnown,
  packagesDeclared,
  packagesFromArchives,
  packagesIntact,
  pamKnown,
  preloadEmpty,
  processesKnown,
  shellStartupKnown,
  sumsKept,
  timersKnown,
  udevRulesKnown,
  unitsEnabledKnown,
  unitsKnown,
] as readonly Control[];
