import type { Control } from '../control.ts';
import openingsExact from './openings-exact.ts';
import refusalsLogged from './refusals-logged.ts';
import refusedByDefault from './refused-by-default.ts';

export default [refusedByDefault, openingsExact, refusalsLogged] as readonly Control[];
