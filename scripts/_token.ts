import { checkToken } from '../config/token.ts';
import { configError } from '../edges/config-file.ts';

/** Said before anything runs: Terraform would ask for it a minute later, in its own words. @throws E_CONFIG (64) */
export function requireToken(env: { readonly HCLOUD_TOKEN?: string }): void {
  const problem = checkToken(env.HCLOUD_TOKEN);
  if (problem) throw configError('The environment', [problem]);
}
