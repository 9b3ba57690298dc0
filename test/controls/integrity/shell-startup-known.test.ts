import control from '../../../controls/integrity/shell-startup-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'shellStartup', '/etc/profile.d/zz-motd.sh', 'commands');
