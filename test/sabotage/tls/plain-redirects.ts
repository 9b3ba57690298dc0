import { nginxConf } from '../../../proxy/paths.ts';
import { runningChange } from '../proxy/_running.ts';
import type { Sabotage } from '../sabotage.ts';

export default {
  control: 'tls.plain-redirects',
  ...runningChange('s/return 308 .*/return 200;/', nginxConf),
} satisfies Sabotage;
