import type { Control } from '../control.ts';
import auditClean from './audit-clean.ts';
import credentialsEncrypted from './credentials-encrypted.ts';
import credentialsPrivate from './credentials-private.ts';
import hostKeyPrivate from './host-key-private.ts';
import noneInArguments from './none-in-arguments.ts';
import noneInBootLogs from './none-in-boot-logs.ts';
import noneInEnvironment from './none-in-environment.ts';
import noneInHistories from './none-in-histories.ts';
import noneInJournal from './none-in-journal.ts';
import noneInSettings from './none-in-settings.ts';
import noneInUserData from './none-in-user-data.ts';
import runtimePrivate from './runtime-private.ts';

export default [
  auditClean,
  credentialsEncrypted,
  credentialsPrivate,
  hostKeyPrivate,
  noneInArguments,
  noneInBootLogs,
  noneInEnvironment,
  noneInHistories,
  noneInJournal,
  noneInSettings,
  noneInUserData,
  runtimePrivate,
] as readonly Control[];
