import type { Control } from '../control.ts';
import configPrivate from './config-private.ts';
import diskReadOnly from './disk-read-only.ts';
import listensOnLoopback from './listens-on-loopback.ts';
import noPrivileges from './no-privileges.ts';
import noSecondService from './no-second-service.ts';
import ready from './ready.ts';
import releaseExact from './release-exact.ts';
import releasePinned from './release-pinned.ts';
import releaseRootOwned from './release-root-owned.ts';
import runsAsOpenclaw from './runs-as-openclaw.ts';
import startsAtBoot from './starts-at-boot.ts';
import statePrivate from './state-private.ts';
import syscallsFiltered from './syscalls-filtered.ts';
import umaskPrivate from './umask-private.ts';
import unitExact from './unit-exact.ts';
import unitSandboxed from './unit-sandboxed.ts';
import workspaceFixed from './workspace-fixed.ts';
import writableNotExecutable from './writable-not-executable.ts';

export default [
  configPrivate,
  diskReadOnly,
  listensOnLoopback,
  noPrivileges,
  noSecondService,
  ready,
  releaseExact,
  releasePinned,
  releaseRootOwned,
  runsAsOpenclaw,
  startsAtBoot,
  statePrivate,
  syscallsFiltered,
  umaskPrivate,
  unitExact,
  unitSandboxed,
  workspaceFixed,
  writableNotExecutable,
] as readonly Control[];
