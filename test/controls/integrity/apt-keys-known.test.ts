import control from '../../../controls/integrity/apt-keys-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'aptKeys', '/etc/apt/keyrings/vendor.asc', 'aptSources');
