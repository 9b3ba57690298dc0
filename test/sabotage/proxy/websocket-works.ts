import type { Sabotage } from '../sabotage.ts';
import { loaded } from './_loaded.ts';

/** Nothing listens there: the door opens, and leads nowhere. */
export default {
  control: 'proxy.websocket-works',
  ...loaded('s/^    server 127.0.0.1:[0-9]*/    server 127.0.0.1:9/'),
} satisfies Sabotage;
