import type { Control } from '../control.ts';

export default [] as readonly Control[];
