import type { Control } from '../control.ts';
import addressesExact from './addresses-exact.ts';
import caaExact from './caa-exact.ts';
import reverseExact from './reverse-exact.ts';

export default [addressesExact, caaExact, reverseExact] as readonly Control[];
