import control from '../../../controls/integrity/cron-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'cron', '/var/spool/cron/crontabs/root', 'units');
