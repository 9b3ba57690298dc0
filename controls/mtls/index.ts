import type { Control } from '../control.ts';
import certificateDemanded from './certificate-demanded.ts';
import crlFresh from './crl-fresh.ts';
import revokedRefused from './revoked-refused.ts';
import strangerRefused from './stranger-refused.ts';

export default [certificateDemanded, strangerRefused, revokedRefused, crlFresh] as readonly Control[];
