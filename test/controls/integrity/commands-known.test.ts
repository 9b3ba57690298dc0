import control from '../../../controls/integrity/commands-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'commands', '/usr/local/sbin/ps', 'libraries');
