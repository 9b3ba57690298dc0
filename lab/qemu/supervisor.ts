import { fileURLToPath } from 'node:url';

import { type BootOrder, groundEnvironment, type Launch } from '../machines/supervisor.ts';
import { type QemuOrder, qemuArguments } from './arguments.ts';

const SUPERVISE = fileURLToPath(new URL('./supervise.sh', import.meta.url));

/** What starts a whole machine. */
export function superviseLaunch(order: QemuOrder & Pick<BootOrder, 'prefix' | 'network' | 'cgroupRoot'>): Launch {
  return { program: SUPERVISE, args: qemuArguments(order), env: groundEnvironment(order) };
}
