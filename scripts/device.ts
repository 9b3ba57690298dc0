import { defineCommand } from 'citty';

export default defineCommand({
  meta: { name: 'device', description: 'Certificates for the devices that servers with exposure mtls let in' },
  subCommands: {
    issue: () => import('./device-issue.ts').then((verb) => verb.default),
    revoke: () => import('./device-revoke.ts').then((verb) => verb.default),
    list: () => import('./device-list.ts').then((verb) => verb.default),
  },
});
