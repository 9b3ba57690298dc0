import type { Control } from '../control.ts';
import passwordAuthOff from './password-auth-off.ts';

export default [passwordAuthOff] as readonly Control[];
