import { expect, it } from 'vitest';
import { isPassedOn } from '../../proxy/gateway-paths.ts';

it.each([
  ['/', true, true],
  ['/assets/control-ui-core-B0xWHkRR.js', false, true],
  ['/favicon.svg', false, true],
  ['/chat/main/deploy-monitor-6db92d48', false, true],
  ['/settings/model-providers', false, true],
  ['/control-ui-config.json', false, true],
  ['/avatar/main', false, true],
  ['/api/users/1/avatar', false, true],
  ['/healthz', false, false],
  ['/readyz', false, false],
  ['/v1/models', false, false],
  ['/hooks/wake', false, false],
  ['/tools/invoke', false, false],
  ['/api/v1/admin/rpc', false, false],
  ['/share/session', false, false],
  ['/__openclaw__/worker', false, false],
  ['/__openclaw__/canvas/x', false, false],
  ['/__openclaw__/worker-bootstrap/x', false, false],
  ['/chat/..\\readyz', false, false],
  ['/assets', false, false],
  ['/settingsx', false, false],
])('%s: without the page %s, with it %s', (path, without, withPage) => {
  expect([isPassedOn(path, false), isPassedOn(path, true)]).toEqual([without, withPage]);
});
