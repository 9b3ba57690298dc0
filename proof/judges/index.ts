import type { Judge } from '../judge.ts';
import { gixy, gixyNg } from './gixy.ts';
import { nmap } from './nmap.ts';
import { sslyze } from './sslyze.ts';
import { testssl } from './testssl.ts';

/** Nobody here wrote any of these. */
export const judges: readonly Judge[] = [sslyze, testssl, nmap, gixy, gixyNg];
