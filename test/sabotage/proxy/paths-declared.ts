import type { Sabotage } from '../sabotage.ts';
import { runningChange } from './_running.ts';

export default {
  control: 'proxy.paths-declared',
  ...runningChange('s|try_files /-/ =404;|proxy_pass http://gateway;|'),
} satisfies Sabotage;
