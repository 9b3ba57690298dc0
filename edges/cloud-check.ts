import { checkCatalogue } from '../config/catalogue.ts';
import type { OperatorKey } from '../config/config.ts';
import { readPublicKey } from '../config/public-key.ts';
import { KitError } from '../policy/errors.ts';
import type { PlannedKey } from '../stacks/server-plan.ts';
import { type CloudKey, fetchCatalogue, fetchKeys } from './catalogue.ts';
import { configError, type LoadedConfig } from './config-file.ts';
import { type HetznerApi, hetznerApi } from './hetzner.ts';
import { withoutComment } from './ssh-key.ts';
import type { State } from './state-dir.ts';
import { checkZones } from './zone-check.ts';

export interface CloudCheck {
  readonly keys: readonly PlannedKey[];
  /** For stderr. */
  readonly warnings: readonly string[];
}

/**
 * Holds the config against what Hetzner has: unknown types, locations and images are config mistakes, and a key that the
 * project knows from elsewhere is used as it is (Hetzner takes each key once and answers 409 to the second).
 *
 * Without a token, or when the API does not answer, nothing is held against anything: Terraform will say it in its own words.
 *
 * @param state where Terraform's state says which records are ours
 * @throws E_CONFIG, E_ZONE_UNKNOWN, E_ZONE_SECONDARY, E_RECORD_CONFLICT (64)
 */
export async function checkCloud(
  { file, config }: Pick<LoadedConfig, 'file' | 'config'>,
  state: Pick<State, 'readText'>,
  env: NodeJS.ProcessEnv = process.env,
  api: HetznerApi = hetznerApi(env),
): Promise<CloudCheck> {
  if (!env.HCLOUD_TOKEN) {
    return {
      keys: plannedKeys(config.operators),
      warnings: ['HCLOUD_TOKEN is not set: a plan or deploy will ask for it.'],
    };
  }
  try {
    const [catalogue, cloudKeys] = await Promise.all([fetchCatalogue(api), fetchKeys(api)]);
    const problems = checkCatalogue(config, catalogue);
    if (problems.length > 0) throw configError(file, problems);
    const warnings = await checkZones(config, state, api, env);
    return { keys: plannedKeys(config.operators, cloudKeys, config.project), warnings };
  } catch (error) {
    if (!(error instanceof KitError) || error.exitCode === 64) throw error;
    return {
      keys: plannedKeys(config.operators),
      warnings: [`types and locations were not checked: ${error.message} ${error.why}`],
    };
  }
}

/** A key that carries this project's label is Terraform's own, in its state. */
export function plannedKeys(
  operators: readonly OperatorKey[],
  there: readonly CloudKey[] = [],
  project = '',
): PlannedKey[] {
  return operators.map(({ name, publicKey }) => {
    const read = readPublicKey(publicKey);
    if (!read.ok) throw new Error(`operator ${name} has no usable key, though the config was checked`);
    const existing = there.find(
      (key) => withoutComment(key.publicKey) === withoutComment(publicKey) && key.labels.sclerite !== project,
    );
    return {
      name,
      publicKey,
      fingerprint: read.value.fingerprint,
      ...(existing === undefined ? {} : { existingId: existing.id }),
    };
  });
}
