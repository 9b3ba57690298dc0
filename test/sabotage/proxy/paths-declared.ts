import type { Sabotage } from '../sabotage.ts';
import { loaded } from './_loaded.ts';

export default {
  control: 'proxy.paths-declared',
  ...loaded('s|try_files /-/ =404;|proxy_pass http://gateway;|'),
} satisfies Sabotage;
