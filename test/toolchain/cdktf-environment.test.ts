import { expect, it } from 'vitest';
import { cdktfEnvironment } from '../../toolchain/cdktf-environment.ts';

const settings = { root: '/kit', configPath: '/home/me/web.config.ts', outdir: '/kit/cdktf.out' };

it('names the config and the output, and keeps what the operator set', () => {
  const env = cdktfEnvironment({ HCLOUD_TOKEN: 't', TERRAFORM_BINARY_NAME: 'tofu', PATH: '/bin' }, settings);
  expect(env).toMatchObject({
    HCLOUD_TOKEN: 't',
    TERRAFORM_BINARY_NAME: 'tofu',
    SCLERITE_CONFIG: '/home/me/web.config.ts',
    CDKTF_OUTDIR: '/kit/cdktf.out',
  });
});

it('puts the Node that the kit brought first', () => {
  expect(cdktfEnvironment({ PATH: '/usr/bin:/bin' }, settings).PATH).toBe('/kit/node_modules/.bin:/usr/bin:/bin');
  expect(cdktfEnvironment({}, settings).PATH).toBe('/kit/node_modules/.bin');
});

it('lets nothing call home', () => {
  expect(cdktfEnvironment({ CHECKPOINT_DISABLE: '' }, settings)).toMatchObject({
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
  });
});
