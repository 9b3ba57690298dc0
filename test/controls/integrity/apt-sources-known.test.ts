import control from '../../../controls/integrity/apt-sources-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'aptSources', '/etc/apt/sources.list.d/vendor.sources', 'aptKeys');
