import { readFileSync } from 'node:fs';

/** The program that runs on the server, as it lies beside this module. Read once, at import. */
export const certificateProgramText = readFileSync(new URL('./certificate.py', import.meta.url), 'utf8');
