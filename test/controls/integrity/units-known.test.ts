import control from '../../../controls/integrity/units-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'units', '/etc/systemd/system/dbus-monitor.service', 'cron');
