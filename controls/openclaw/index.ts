import type { Control } from '../control.ts';
import auditClean from './audit-clean.ts';
import bindsLoopback from './binds-loopback.ts';
import browserOff from './browser-off.ts';
import channelsClosed from './channels-closed.ts';
import chatCommandsOff from './chat-commands-off.ts';
import configValid from './config-valid.ts';
import controlUiOff from './control-ui-off.ts';
import execDenied from './exec-denied.ts';
import guessingLimited from './guessing-limited.ts';
import httpApiOff from './http-api-off.ts';
import pairingManual from './pairing-manual.ts';
import phoneHomeOff from './phone-home-off.ts';
import pluginsDeclared from './plugins-declared.ts';
import sessionsApart from './sessions-apart.ts';
import skillsFixed from './skills-fixed.ts';
import terminalOff from './terminal-off.ts';
import tokenRequired from './token-required.ts';
import toolsDeclared from './tools-declared.ts';
import unattendedWorkOff from './unattended-work-off.ts';

export default [
  auditClean,
  bindsLoopback,
  browserOff,
  channelsClosed,
  chatCommandsOff,
  configValid,
  controlUiOff,
  execDenied,
  guessingLimited,
  httpApiOff,
  pairingManual,
  phoneHomeOff,
  pluginsDeclared,
  sessionsApart,
  skillsFixed,
  terminalOff,
  tokenRequired,
  toolsDeclared,
  unattendedWorkOff,
] as readonly Control[];
