import control from '../../../controls/integrity/libraries-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'libraries', '/etc/ld.so.conf.d/zz-vendor.conf', 'commands');
