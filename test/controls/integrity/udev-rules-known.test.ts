import control from '../../../controls/integrity/udev-rules-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'udevRules', '/etc/udev/rules.d/99-usb.rules', 'units');
