import { join } from 'node:path';

export interface CdktfSettings {
  /** The checkout. */
  readonly root: string;
  /** Absolute path of the operator's config. */
  readonly configPath: string;
  /** Absolute path of the synthesized project. */
  readonly outdir: string;
}

/**
 * The environment for main.ts, cdktf and the Terraform below it.
 *
 * - `CHECKPOINT_DISABLE`, `DISABLE_VERSION_CHECK`: neither cdktf nor Terraform calls home.
 * - `CDKTF_DISABLE_PLUGIN_CACHE_ENV`: the provider lies in our mirror already; a cache would only copy it.
 * - `CI`: cdktf draws no spinner, it prints lines.
 */
export function cdktfEnvironment(inherited: NodeJS.ProcessEnv, settings: CdktfSettings): NodeJS.ProcessEnv {
  const bin = join(settings.root, 'node_modules/.bin');
  return {
    ...inherited,
    CI: '1',
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CDKTF_OUTDIR: settings.outdir,
    SCLERITE_CONFIG: settings.configPath,
    PATH: inherited.PATH === undefined ? bin : `${bin}:${inherited.PATH}`,
  };
}
