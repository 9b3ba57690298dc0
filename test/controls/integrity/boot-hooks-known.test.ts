import control from '../../../controls/integrity/boot-hooks-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'bootHooks', '/etc/rc.local', 'units');
