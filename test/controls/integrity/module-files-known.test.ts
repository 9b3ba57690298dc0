import control from '../../../controls/integrity/module-files-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'moduleFiles', '/etc/modules-load.d/vendor.conf', 'bootHooks');
