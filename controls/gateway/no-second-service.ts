import { gatewayUnit } from '../../openclaw/paths.ts';
import { defineControl, fail, pass } from '../control.ts';

export default defineControl({
  id: 'gateway.no-second-service',
  layer: 'application',
  severity: 'medium',
  title: 'No other service starts OpenClaw',
  failureTitle: 'Another service starts OpenClaw as well',
  why: "OpenClaw's own repair command installs a service without any sandbox. It takes the port whenever the real one restarts, and then the agent runs with none of the above.",
  references: ['https://docs.openclaw.ai/cli/doctor'],
  needs: ['secondServices'],
  check: ({ secondServices }) =>
    secondServices.length > 0
      ? fail(
          secondServices.map((path) => `found ${path}`),
          `Disable it where it runs, then remove it: sudo rm ${secondServices.map((path) => path.split(' ')[0]).join(' ')}`,
        )
      : pass([`systemd's folders: nothing named after OpenClaw but ${gatewayUnit}`]),
});
