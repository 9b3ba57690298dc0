import control from '../../../controls/integrity/bus-rules-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'busRules', '/etc/polkit-1/rules.d/00-vendor.rules', 'units');
