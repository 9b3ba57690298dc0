import type { Control } from '../control.ts';
import configExact from './config-exact.ts';
import configLoaded from './config-loaded.ts';
import connectionsLimited from './connections-limited.ts';
import forwardedOverwritten from './forwarded-overwritten.ts';
import headersSet from './headers-set.ts';
import identityDemanded from './identity-demanded.ts';
import pathsDeclared from './paths-declared.ts';
import requestsLimited from './requests-limited.ts';
import trustedExact from './trusted-exact.ts';
import unknownNamesRefused from './unknown-names-refused.ts';
import versionHidden from './version-hidden.ts';
import websocketWorks from './websocket-works.ts';
import workersPowerless from './workers-powerless.ts';

export default [
  configExact,
  configLoaded,
  identityDemanded,
  pathsDeclared,
  websocketWorks,
  forwardedOverwritten,
  trustedExact,
  requestsLimited,
  connectionsLimited,
  unknownNamesRefused,
  headersSet,
  versionHidden,
  workersPowerless,
] as readonly Control[];
