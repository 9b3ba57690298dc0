import control from '../../../controls/integrity/generators-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'generators', '/etc/systemd/system-generators/network-fix', 'units');
