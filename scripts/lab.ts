import { defineCommand } from 'citty';

export default defineCommand({
  meta: { name: 'lab', description: 'A local Hetzner: machines, network, metadata and API on this host' },
  subCommands: {
    up: () => import('./lab-up.ts').then((verb) => verb.default),
    down: () => import('./lab-down.ts').then((verb) => verb.default),
    status: () => import('./lab-status.ts').then((verb) => verb.default),
    exec: () => import('./lab-exec.ts').then((verb) => verb.default),
    reset: () => import('./lab-reset.ts').then((verb) => verb.default),
    env: () => import('./lab-env.ts').then((verb) => verb.default),
    api: () => import('./lab-api.ts').then((verb) => verb.default),
  },
});
