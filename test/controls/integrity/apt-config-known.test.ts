import control from '../../../controls/integrity/apt-config-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'aptConfig', '/etc/apt/apt.conf.d/99vendor', 'aptKeys');
