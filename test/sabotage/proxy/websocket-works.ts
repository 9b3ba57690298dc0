import type { Sabotage } from '../sabotage.ts';
import { runningChange } from './_running.ts';

/** Nothing listens there: the door opens, and leads nowhere. */
export default {
  control: 'proxy.websocket-works',
  ...runningChange('s/^    server 127.0.0.1:[0-9]*/    server 127.0.0.1:9/'),
} satisfies Sabotage;
