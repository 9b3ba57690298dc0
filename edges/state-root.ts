import { join, resolve } from 'node:path';

/** The directory that holds `.sclerite/`: this checkout, or SCLERITE_STATE_ROOT (tests, a second lab). */
export function stateRoot(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(env.SCLERITE_STATE_ROOT || join(import.meta.dirname, '..'));
}
