import { runningChange } from '../proxy/_running.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'tls.hsts-on',
  ...runningChange('/add_header Strict-Transport-Security /d'),
} satisfies Sabotage;
