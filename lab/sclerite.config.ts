import { join } from 'node:path';
import { defineConfig } from '../config/define-config.ts';
import { withoutOwnKernel } from '../policy/own-kernel.ts';

/** Where `lab up` keeps the key that it made for this. */
const stateRoot = process.env.SCLERITE_STATE_ROOT || join(import.meta.dirname, '..');

/**
 * What `./sclerite lab up` deploys: the smallest config there is, on the local Hetzner. The lab's image trusts the CAs that
 * this machine trusts, so `extraCaCertificates` is not needed here.
 */
export default defineConfig({
  project: 'lab',
  servers: [{ name: 'gateway' }],
  operators: [{ publicKeyFile: join(stateRoot, '.sclerite/lab/keys/id_ed25519.pub') }],
  suppressions: withoutOwnKernel,
});
