import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'system.app-armor-on',
  needs: 'own-kernel',
  break: 'aa-teardown',
  repair: 'systemctl restart apparmor',
} satisfies Sabotage;
