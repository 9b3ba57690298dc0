import type { Control } from '../control.ts';
import configExact from './config-exact.ts';

export default [configExact] as readonly Control[];
