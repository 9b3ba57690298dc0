import type { Control } from '../control.ts';
import aptConfigKnown from './apt-config-known.ts';
import aptKeysKnown from './apt-keys-known.ts';
import aptSourcesKnown from './apt-sources-known.ts';
import bootHooksKnown from './boot-hooks-known.ts';
import busRulesKnown from './bus-rules-known.ts';
import commandsKnown from './commands-known.ts';
import cronKnown from './cron-known.ts';
import generatorsKnown from './generators-known.ts';
import interpretersKnown from './interpreters-known.ts';
import librariesKnown from './libraries-known.ts';
import moduleFilesKnown from './module-files-known.ts';
import shellStartupKnown from './shell-startup-known.ts';
import udevRulesKnown from './udev-rules-known.ts';
import unitsKnown from './units-known.ts';

export default [
  aptConfigKnown,
  aptKeysKnown,
  aptSourcesKnown,
  bootHooksKnown,
  busRulesKnown,
  commandsKnown,
  cronKnown,
  generatorsKnown,
  interpretersKnown,
  librariesKnown,
  moduleFilesKnown,
  shellStartupKnown,
  udevRulesKnown,
  unitsKnown,
] as readonly Control[];
