import control from '../../../controls/integrity/interpreters-known.ts';
import { tableOf } from './_foreign.ts';

// 'pass', 'fail' and 'cannot-tell': the rows are the same for every place.
tableOf(control, 'interpreters', '/usr/local/lib/python3.13/dist-packages/sitecustomize.py', 'libraries');
