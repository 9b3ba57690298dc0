import type { Control } from '../control.ts';
import unitsKnown from './units-known.ts';

export default [unitsKnown] as readonly Control[];
